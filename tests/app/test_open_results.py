"""The public page: what was published openly, to everybody, and nothing else."""

import asyncio
import csv
import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app import access, warehouse
from app.access import EVERYBODY, PUBLIC, Principal
from app.errors import AccessDenied
from app.open_publication import OpenPublication, load_open_publication
from app.page_registry import find_page
from app.queries.builds import fetch_build
from app.queries.open_results import fetch_open_figures, fetch_open_kpis
from app.warehouse import fetch, fetch_open
from tests.published_openly import BY, write_open_home
from tests.readers import ask_for, open_socket, run_apart
from tests.serving import run_server

MAIN = str(Path("app/main.py").resolve())
ANYBODY = Principal(PUBLIC, (), "")


@pytest.fixture(scope="module")
def open_home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published_openly")
    write_open_home(folder / "home", built_home, folder / "files")
    return folder / "home"


@pytest.fixture
def publication(open_home: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPublication:
    monkeypatch.setenv("MALBILD_HOME", str(open_home))
    found = load_open_publication()
    assert found is not None
    return found


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/open_results.py").run()


def find_texts(page: AppTest) -> str:
    main = page.main
    elements = [*main.title, *main.subheader, *main.markdown, *main.caption, *main.info]
    return "\n".join(each.value for each in elements)


@pytest.mark.usefixtures("example_home")
def test_nothing_is_public_before_somebody_has_published() -> None:
    page = open_page()
    assert not page.exception
    assert "Inget är publicerat öppet" in find_texts(page)
    assert not page.metric
    assert not page.dataframe


@pytest.mark.usefixtures("publication")
def test_everybody_reads_what_a_named_person_published(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = {}
    for role_code in EVERYBODY:
        regions = ("12",) if role_code == "region" else ()
        answer = (role_code, regions)
        monkeypatch.setattr(access, "find_role", lambda answer=answer: answer)
        page = open_page()
        assert not page.exception
        assert not page.error
        shown[role_code] = find_texts(page)
        assert len(page.metric) == 5
    assert len(set(shown.values())) == 1
    assert BY in shown[PUBLIC]
    assert "Exempeldata" in shown[PUBLIC]
    assert "Antal 1–4" in shown[PUBLIC]
    assert "[csv](/open/kpi_figures.csv)" in shown[PUBLIC]


@pytest.mark.usefixtures("publication")
def test_the_page_reads_the_open_marts_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: set[str] = set()
    original = warehouse._fetch_open_once

    def record(path: str, sql: str, bound: dict[str, object]) -> pl.DataFrame:
        read.update(re.findall(r"\bmarts\.(\w+)", sql))
        return original(path, sql, bound)

    monkeypatch.setattr(warehouse, "_fetch_open_once", record)
    monkeypatch.setattr(access, "find_role", lambda: (PUBLIC, ()))
    monkeypatch.setattr(warehouse, "_fetch_once", None)
    page = open_page(lang="en", kpi="BEY-07")
    assert not page.exception
    assert read == set(find_page("open_results").reads)
    assert page.title[0].value == "Open results"


def test_the_page_and_the_files_are_the_same_rows(
    publication: OpenPublication,
) -> None:
    path = publication.find_path("kpi_figures.csv")
    with path.open(encoding="utf8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kpi_id"] == "BEY-07"]
    shown = fetch_open_figures(ANYBODY, publication, kpi_id="BEY-07").to_dicts()
    assert len(rows) == len(shown) > 50
    in_file = {
        (row["period_year"], row["place_code"]): row["numerator"] for row in rows
    }
    on_page = {
        (str(row["period_year"]), row["place_code"]): (
            "" if row["numerator"] is None else f"{row['numerator']:.0f}"
        )
        for row in shown
    }
    assert on_page == in_file
    assert {row["is_held_back"] for row in rows} == {"true", "false"}


def test_the_public_reads_no_build_and_nobody_more_than_is_published(
    publication: OpenPublication,
) -> None:
    with pytest.raises(AccessDenied):
        fetch("select 1 as one", principal=ANYBODY)
    with pytest.raises(AccessDenied):
        fetch_build(ANYBODY)
    with pytest.raises(AccessDenied):
        fetch_open_kpis(Principal("somebody", (), ""), publication)
    for table in ("marts.dim_suppliers", "marts.rpt_supplier_ranking", "imported.x"):
        with pytest.raises(duckdb.CatalogException):
            fetch_open(
                f"select * from {table}", principal=ANYBODY, publication=publication
            )
    with pytest.raises(duckdb.Error):
        fetch_open(
            "select * from read_text('/etc/passwd')",
            principal=ANYBODY,
            publication=publication,
        )


def test_a_programme_without_data_is_published_without_a_fault(
    statistics_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_open_home(tmp_path / "home", statistics_home, tmp_path / "files")
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path / "home"))
    page = open_page()
    assert not page.exception
    assert "Ingen sammanfattning" in find_texts(page)
    assert "None" not in find_texts(page)


@pytest.mark.parametrize(
    "pointer",
    ["{", "[]", json.dumps({"publication_id": "../../warehouse"}), json.dumps({})],
)
def test_a_damaged_pointer_publishes_nothing(
    pointer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "current.json").write_text(pointer)
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    assert load_open_publication() is None


@pytest.fixture(scope="module")
def address(open_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for the public alone, on a machine that holds nothing else."""
    home = tmp_path_factory.mktemp("public")
    shutil.copytree(open_home / "open", home / "open")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALBILD_PUBLIC_ONLY", "1")
        with run_server(home, home / "server.log") as started:
            yield started


async def read_frames(address: str, query: str) -> bytes:
    socket = await open_socket(address)
    frames = b""
    await ask_for(socket, query)
    async with asyncio.timeout(60):
        async for frame in socket:
            frames += frame
            if b"Filer f\xc3\xb6r maskiner" in frames and len(frame) < 200:
                break
    await socket.close()
    return frames


def test_b14_the_public_server_holds_no_supplier_and_nothing_of_the_selection(
    address: str, built_warehouse: Path, open_home: Path
) -> None:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        told = {
            str(value).encode()
            for column, table in (
                ("supplier_name", "marts.dim_suppliers"),
                ("supplier_id", "marts.dim_suppliers"),
                ("case_id", "marts.fct_follow_up_cases"),
            )
            for (value,) in con.execute(
                f"select distinct {column} from {table} where {column} is not null"
            ).fetchall()
        }
    assert len(told) > 500
    sent = run_apart(read_frames(address, "kpi=BEY-07"))
    assert "Öppna resultat".encode() in sent
    files = b"".join(path.read_bytes() for path in open_home.rglob("open/*/*"))
    for where in (sent, files):
        assert not [name for name in told if name in where]
        assert b"risk_score" not in where
        assert b"value_score" not in where


def ask(address: str, path: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address + path)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers.items()), refused.read()


def test_the_files_are_served_by_their_names_and_nothing_beside_them(
    address: str, open_home: Path
) -> None:
    pointer = json.loads((open_home / "open" / "current.json").read_text())
    folder = open_home / "open" / pointer["publication_id"]
    for file in pointer["files"]:
        status, headers, body = ask(address, f"/open/{file['name']}")
        assert status == 200
        assert headers["content-type"].startswith(file["media_type"])
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"
        assert body == (folder / file["name"]).read_bytes()
    for path in (
        *("results.duckdb", "publication.json", "current.json", "a/b", "..%2fkey"),
        *("%2e%2e/current.json", f"{pointer['publication_id']}/kpis.csv"),
    ):
        status, _headers, body = ask(address, f"/open/{path}")
        assert status in {400, 404}, path
        assert b"publication_id" not in body
    assert ask(address, "/readyz")[0] == 200
    assert ask(address, "/open/")[2].startswith(b"<!")
    assert ask(address, "/open")[0] == 404
