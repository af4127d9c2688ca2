import json
import re
import shutil
import threading
import time
from pathlib import Path

import duckdb
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app import access, warehouse
from app.access import Principal, load_principal
from app.errors import QueryTooSlow
from app.page_registry import PAGES, Page
from app.warehouse import fetch, load_cursor
from tests.app.test_overview import make_plan, step_on
from tests.plan_results import build_result

MAIN = str(Path("app/main.py").resolve())
REGIONS = ("01", "12", "25")
SHARED = {"SE", *"ABCDEFGH"}


@pytest.fixture
def principal(example_home: Path) -> Principal:
    assert example_home.exists()
    return load_principal()


@pytest.mark.parametrize(
    "forbidden",
    [
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "select * from glob('/*')",
        "copy (select 1) to 'written.csv'",
        "create table marts.written (a integer)",
        "delete from marts.dim_places",
        "attach 'other.duckdb'",
        "install httpfs",
        "set memory_limit = '8GB'",
        "select * from frame_in_scope",
    ],
)
def test_a_query_cannot_reach_outside_its_build(
    forbidden: str, principal: Principal
) -> None:
    frame_in_scope = {"a": [1]}
    assert frame_in_scope
    with pytest.raises(duckdb.Error), load_cursor(principal.build_id) as cursor:
        cursor.execute(forbidden).fetchall()


def test_a_runaway_question_is_stopped_and_the_next_one_works(
    principal: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warehouse, "QUERY_BUDGET_SECONDS", 0.3)
    started = time.monotonic()
    with pytest.raises(QueryTooSlow), load_cursor(principal.build_id) as cursor:
        cursor.execute(
            "select count(*) from range(100000) as a, range(100000) as b, "
            "range(1000) as c where (a.range * b.range + c.range) % 7 = 3"
        ).fetchall()
    assert time.monotonic() - started < 5
    assert fetch("select 1 as one", principal=principal)["one"].to_list() == [1]


@pytest.mark.parametrize(
    "text", ["' or 1=1 --", "%", "_", "; drop table x", "a" * 9999]
)
def test_a_value_is_only_ever_a_value(text: str, principal: Principal) -> None:
    rows = fetch(
        "select place_code from marts.dim_places where place_code = $code",
        {"code": text},
        principal=principal,
    )
    assert rows.is_empty()


def test_every_thread_gets_the_answer_to_its_own_question(
    principal: Principal,
) -> None:
    wrong = []

    def ask(thread: int) -> None:
        for turn in range(40):
            number = thread * 1000 + turn
            with load_cursor(principal.build_id) as cursor:
                row = cursor.execute("select $n as n", {"n": number}).fetchone()
            if row != (number,):
                wrong.append((number, row))

    threads = [threading.Thread(target=ask, args=(each,)) for each in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong


def test_a_new_build_is_seen_at_once_and_the_old_reader_keeps_theirs(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    folder = tmp_path / "warehouse"
    folder.mkdir()
    published = json.loads((example_home / "warehouse" / "current.json").read_text())
    source = example_home / "warehouse" / published["file"]
    readers = []
    for build_id in ("first-build", "second-build"):
        path = folder / f"warehouse-{build_id}.duckdb"
        shutil.copy(source, path)
        with duckdb.connect(str(path)) as con:
            con.execute(f"update marts.fct_builds set build_id = '{build_id}'")
        (folder / "current.json").write_text(json.dumps({"build_id": build_id}))
        readers.append(load_principal())
    for reader in readers:
        found = fetch("select build_id from marts.fct_builds", principal=reader)
        assert found["build_id"].to_list() == [reader.build_id]


#: All who buy from a supplier read what has been found there and when each contract
#: ends, but not what the others pay.
TOLD_TO_EVERY_BUYER = {"supplier_profile"}
CHOSEN_AMONG = ("kpi", "compare_with")
#: What a page reads only when its address asks for it.
ALSO_ASKED = {
    "report_builder": (
        {"report": "quarterly", "parts": "quarterly.kpi_112_03_compared"},
        {"report": "supplier_follow_up", "about": "place"},
        {"about": "supplier"},
    )
}


@pytest.mark.usefixtures("example_home")
@pytest.mark.parametrize("stem", [page.stem for page in PAGES])
def test_a_region_gets_its_own_rows_whatever_the_address_says(
    stem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = []
    original = warehouse._fetch_once

    def record(*question: object) -> object:
        answers.append(original(*question))
        return answers[-1]

    def open_with(place: str) -> AppTest:
        page = AppTest.from_file(MAIN, default_timeout=60)
        page.query_params["place"] = place
        return page.switch_page(f"views/{stem}.py").run()

    # The secretariat goes first, so that every cache is warm with everyone's rows.
    open_with("01")
    monkeypatch.setattr(warehouse, "_fetch_once", record)
    for region in REGIONS:
        monkeypatch.setattr(access, "find_role", lambda own=region: ("region", (own,)))
        answers.clear()
        page = open_with("01" if region != "01" else "12")
        assert not page.exception
        assert answers
        for rows in answers:
            check_rows(rows, stem, region)


def check_rows(rows: pl.DataFrame, stem: str, region: str) -> None:
    if "is_value_shown" in rows.columns:
        others = rows.filter(pl.col("region_code") != region)
        assert others["annual_value_sek"].null_count() == others.height
    if "region_code" in rows.columns and stem not in TOLD_TO_EVERY_BUYER:
        assert set(rows["region_code"].drop_nulls()) <= {region}
    if "place_code" in rows.columns:
        assert set(rows["place_code"].drop_nulls()) <= {region, *SHARED}
    if "region_codes" in rows.columns:
        assert all(region in codes for codes in rows["region_codes"])


@pytest.fixture
def two_plans(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decided plan and a draft in their own store: pages read more for each."""
    assert example_home.exists()
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    plan = make_plan(build_result(3))
    for state_code in ("proposed", "decided"):
        step_on(plan, state_code)
    make_plan(build_result(3, first=3))


#: Reads what has been published, not the build: see test_open_results.
PUBLIC_PAGE = "open_results"
OF_THE_BUILD = [page for page in PAGES if page.stem != PUBLIC_PAGE]


def open_also_asked(opened: AppTest, stem: str) -> None:
    for address in ALSO_ASKED.get(stem, ()):
        for name, text in address.items():
            opened.query_params[name] = text
        opened.run()


@pytest.mark.usefixtures("two_plans")
@pytest.mark.parametrize("registered", OF_THE_BUILD, ids=lambda page: page.stem)
def test_a_page_reads_the_marts_it_says_and_no_others(
    registered: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()
    original = warehouse._fetch_once

    def record(*question: object) -> object:
        read.update(re.findall(r"\bmarts\.(\w+)", str(question[3])))
        return original(*question)

    monkeypatch.setattr(warehouse, "_fetch_once", record)
    # A report that is kept from another test would ask nothing.
    st.cache_data.clear()
    opened = AppTest.from_file(MAIN, default_timeout=60)
    opened.switch_page(f"views/{registered.stem}.py").run()
    # A page with several goals or forms reads for the one that is chosen: try them all,
    # until nothing that the page says is left unread.
    goals = [box for box in opened.selectbox if str(box.key).endswith(CHOSEN_AMONG)]
    choices = [(box.key, at) for box in goals for at in range(len(box.options))]
    for key, at in [(None, 0), *choices]:
        if key and read < set(registered.reads):
            opened.selectbox(key=key).select_index(at).run()
        for control in opened.segmented_control:
            for form in control.options:
                if not read >= set(registered.reads):
                    opened.segmented_control(key=control.key).set_value(form).run()
    open_also_asked(opened, registered.stem)
    assert not opened.exception
    assert read == set(registered.reads), "change app/page_registry.py and the exposure"
