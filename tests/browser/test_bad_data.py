import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect

from app.page_registry import PAGES
from tests.browser.conftest import open_expanders, open_page
from tests.serving import run_server

HOSTILE = (
    "<img src=http://evil.example/a.png onerror=alert(1)>"
    "![x](http://evil.example/b.png) [y](http://evil.example/c) :red[z] # $q$ "
    "\u202e\u200b<script>alert(2)</script> http://evil.example/d"
)
Change = Callable[[duckdb.DuckDBPyConnection], None]


def write_hostile_names(con: duckdb.DuckDBPyConnection) -> None:
    columns = con.execute(
        """
        select table_name, column_name
        from information_schema.columns
        where table_schema = 'marts'
            and data_type = 'VARCHAR'
            and (
                column_name in ('file_name', 'source_file', 'message', 'as_received')
                or column_name like '%\\_name%' escape '\\'
            )
            and table_name in (select table_name from duckdb_tables())
        """
    ).fetchall()
    assert len(columns) > 10
    for table, column in columns:
        hostile = HOSTILE
        if column == "as_received":
            hostile = json.dumps({HOSTILE: HOSTILE})
        con.execute(f'update marts."{table}" set "{column}" = $name', {"name": hostile})


def drop_files(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("drop table marts.rpt_imported_files")


@pytest.fixture(scope="module")
def serve_changed(
    built_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Change], tuple[str, Path]]]:
    """Serve a copy of the example in which something has been changed."""
    started = []

    def start(change: Change) -> tuple[str, Path]:
        base = tmp_path_factory.mktemp("changed")
        shutil.copytree(built_home / "warehouse", base / "home" / "warehouse")
        pointer = base / "home" / "warehouse" / "current.json"
        file = pointer.with_name(json.loads(pointer.read_text())["file"])
        with duckdb.connect(str(file)) as con:
            change(con)
        server = run_server(base / "home", base / "server.log")
        started.append(server)
        return server.__enter__(), base / "server.log"

    yield start
    for server in started:
        server.__exit__(None, None, None)


def test_text_from_data_is_shown_as_text_and_calls_nobody(
    page: Page, serve_changed: Callable[[Change], tuple[str, Path]]
) -> None:
    address, _log = serve_changed(write_hostile_names)
    asked, dialogs = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for registered in PAGES:
        open_page(page, address, f"/{registered.stem}")
        open_expanders(page)
        page.wait_for_timeout(500)
        assert page.locator('[data-testid="stAlertContentError"]').count() == 0
        assert page.locator('img[src*="evil"], a[href*="evil"]').count() == 0
        assert page.locator('img[src^="http"]:not([src*="127.0.0.1"])').count() == 0
    assert not [url for url in asked if "evil" in url.split("?")[0]]
    assert not dialogs


def test_an_error_in_a_page_is_told_in_swedish_with_a_number_that_the_log_knows(
    page: Page, serve_changed: Callable[[Change], tuple[str, Path]]
) -> None:
    address, log = serve_changed(drop_files)
    open_page(page, address, "/data_status")
    told = page.locator('[data-testid="stAlertContentError"]').inner_text()
    assert "Något gick fel här" in told
    number = re.search(r"felnumret ([0-9a-f]{8})", told)
    assert number
    seen = page.content()
    assert "Traceback" not in seen
    assert "CatalogException" not in seen
    assert f"error_id={number.group(1)}" in log.read_text(encoding="utf8")
    page.get_by_role("link", name="Översikt").click()
    expect(page.locator("h1")).to_have_text("Översikt")
    assert page.locator('[data-testid="stAlertContentError"]').count() == 0
