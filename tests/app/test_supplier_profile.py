import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from app.access import PUBLIC, REGION, Principal, load_principal
from app.charts.supplier_words import SPLITS
from app.errors import AccessDenied
from app.queries import supplier_facts
from app.queries.code_words import fetch_code_words
from app.queries.ranking import fetch_ranked_categories
from app.queries.supplier_facts import fetch_contracts
from app.queries.supplier_search import fetch_supplier, fetch_suppliers
from app.store.connection import load_engine
from app.store.supplier_comments import fetch_supplier_comments, write_supplier_comment
from app.warehouse import _fetch_once
from tests.app.changed_home import write_changed_home

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
ALONE = "4999999999"
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold** :red[x]"
FACTS = [name for name in dir(supplier_facts) if name.startswith("fetch_")]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store that other tests do not write in."""
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path}/store.sqlite")
    yield
    load_engine().dispose()


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/supplier_profile.py").run()


def build_reader(role_code: str, *region_codes: str) -> Principal:
    return Principal(role_code, region_codes, load_principal().build_id)


def read_texts(page: AppTest) -> str:
    shown = (page.title, page.header, page.subheader, page.markdown, page.caption)
    texts = [each.value for elements in shown for each in elements]
    return "\n".join(texts).replace("\\", "")


def find_supplier(warehouse: Path, sql: str) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        [(supplier_id,)] = con.execute(f"{sql} limit 1").fetchall()
    return supplier_id


@pytest.fixture
def most_told(built_warehouse: Path) -> str:
    """A supplier with open findings, which has a bit of everything."""
    return find_supplier(
        built_warehouse,
        """
        select supplier_id
        from marts.rpt_supplier_findings
        where finding_state_code in ('open', 'overdue')
        group by supplier_id
        order by count(*) desc, supplier_id
        """,
    )


def test_the_page_opens_with_the_first_on_the_list() -> None:
    page = open_page()
    assert not page.exception
    first = fetch_suppliers(load_principal(), "").row(0, named=True)
    assert page.selectbox(key="choice_supplier").value == first["supplier_id"]
    assert first["supplier_name"] in read_texts(page)
    assert [metric.label for metric in page.metric] == [
        "Regioner som köper",
        "Känt värde om året",
        "Senaste revision",
        "Öppna avvikelser",
        "I urvalet",
    ]


def test_every_section_has_its_say(most_told: str) -> None:
    page = open_page(supplier=most_told)
    assert not page.exception
    assert [each.value for each in page.header][1:] == [
        "Avtal",
        "Leveranskedja",
        "Självskattningar bredvid revisioner",
        "Revisioner och avvikelser",
        "Ärenden och publicerade sammanfattningar",
        "Annat som är känt",
        "Varför den föreslås för uppföljning, eller inte",
        "Beslut och planer",
        "Kommentarer",
    ]
    assert "Revisionerna har funnit" in read_texts(page)


@pytest.mark.parametrize("asked", ["name", "number", "digits", "part"])
def test_a_supplier_is_found_by_name_or_number(asked: str) -> None:
    whole = fetch_suppliers(load_principal(), "").row(17, named=True)
    texts = {
        "name": whole["supplier_name"].upper(),
        "number": whole["organisation_number"],
        "digits": whole["supplier_id"],
        "part": whole["organisation_number"][:9],
    }
    found = fetch_suppliers(load_principal(), texts[asked])
    assert whole["supplier_id"] in found["supplier_id"]
    if asked != "part":
        assert found["supplier_id"][0] == whole["supplier_id"]


@pytest.mark.parametrize("asked", ["' or 1=1 --", "%", "_", "zzzzzz", "\0", "(", "-"])
def test_what_is_searched_for_is_a_value_and_never_a_pattern(asked: str) -> None:
    names = fetch_suppliers(load_principal(), asked)["supplier_name"]
    assert all(asked.lower() in name.lower() for name in names)


def test_the_search_on_the_page_shows_the_first_hit() -> None:
    wanted = fetch_suppliers(load_principal(), "").row(5, named=True)
    page = open_page()
    page.text_input(key="supplier_search").input(wanted["organisation_number"]).run()
    assert not page.exception
    assert page.selectbox(key="choice_supplier").value == wanted["supplier_id"]
    page.text_input(key="supplier_search").input("zzzzzz").run()
    assert not page.exception
    assert any("Ingen leverantör hittades" in each.value for each in page.info)


def test_an_unknown_supplier_in_the_address_is_a_sentence_and_a_way_on() -> None:
    page = open_page(supplier="4000000000")
    assert not page.exception
    assert any("Leverantören i adressen finns inte" in each.value for each in page.info)
    assert not page.metric
    wanted = fetch_suppliers(load_principal(), "").row(3, named=True)
    page.text_input(key="supplier_search").input(wanted["supplier_name"]).run()
    assert page.selectbox(key="choice_supplier").value == wanted["supplier_id"]


def write_supplier_alone(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        """
        insert into marts.rpt_supplier_profile by name
        select
            $supplier_id as supplier_id,
            $name as supplier_name,
            '499999-9999' as organisation_number,
            lower($name) as search_name,
            $supplier_id as corporate_group_id,
            false as is_in_register,
            []::varchar[] as region_codes
        """,
        {"supplier_id": ALONE, "name": HOSTILE},
    )


def test_a_supplier_of_whom_nothing_is_known_is_told_so_and_its_name_is_text(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_changed_home(example_home, tmp_path / "home", write_supplier_alone)
    monkeypatch.setenv("MALBILD_HOME", str(home))
    page = open_page(supplier=ALONE)
    assert not page.exception
    infos = "\n".join(each.value for each in page.info)
    assert "Inget avtal med leverantören har kommit in" in infos
    assert "Leverantören har aldrig reviderats" in infos
    assert "Ingenting är känt om var varorna tillverkas" in infos
    assert "Leverantören finns inte i listan över föreslagna" in infos
    assert "onerror" in read_texts(page)
    for element in (*page.header, *page.subheader, *page.markdown, *page.caption):
        assert not re.search(r"(?<!\\)(<img|\]\(javascript|:red\[)", element.value)


def test_a_regions_reader_sees_their_own_suppliers_and_others_values_as_a_sum(
    built_warehouse: Path,
) -> None:
    shared = find_supplier(
        built_warehouse,
        """
        select supplier_id
        from marts.rpt_supplier_contracts
        where n_running_lines > 0
        group by supplier_id
        having bool_or(region_code = '01') and count(distinct region_code) > 3
        order by supplier_id
        """,
    )
    reader, everybody = build_reader(REGION, "01"), load_principal()
    seen, whole = fetch_contracts(reader, shared), fetch_contracts(everybody, shared)
    assert seen.height == whole.height
    assert seen["total_value_sek"].to_list() == whole["total_value_sek"].to_list()
    for row in seen.iter_rows(named=True):
        assert row["is_value_shown"] == (row["region_code"] == "01")
        assert row["is_value_shown"] or row["annual_value_sek"] is None
    total = sum(
        row["annual_value_sek"] or 0
        for row in whole.filter(whole["n_running_lines"] == whole["n_lines"]).iter_rows(
            named=True
        )
    )
    assert total <= whole["total_value_sek"][0] + 1


@pytest.mark.parametrize("name", FACTS)
def test_a_regions_reader_gets_nothing_about_other_suppliers(
    name: str, built_warehouse: Path
) -> None:
    hidden = find_supplier(
        built_warehouse,
        """
        select supplier_id
        from marts.rpt_supplier_profile
        where not list_contains(region_codes, '01') and list_rank is not null
        order by list_rank
        """,
    )
    reader = build_reader(REGION, "01")
    assert getattr(supplier_facts, name)(reader, hidden).is_empty()
    assert fetch_supplier(reader, hidden) is None
    assert fetch_ranked_categories(reader, hidden).is_empty()
    with pytest.raises(AccessDenied):
        getattr(supplier_facts, name)(build_reader(PUBLIC), hidden)


def test_a_regions_search_finds_its_own_suppliers_only() -> None:
    reader = build_reader(REGION, "01")
    for asked in ("", "ab"):
        for supplier_id in fetch_suppliers(reader, asked)["supplier_id"]:
            supplier = fetch_supplier(load_principal(), supplier_id)
            assert supplier is not None
            assert "01" in supplier["region_codes"]


def test_a_regions_reader_opens_the_page_of_a_supplier_they_share(
    built_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = find_supplier(
        built_warehouse,
        """
        select supplier_id
        from marts.rpt_supplier_contracts
        group by supplier_id
        having bool_or(region_code = '01') and count(distinct region_code) > 3
        order by supplier_id
        """,
    )
    monkeypatch.setattr("app.access.find_role", lambda: (REGION, ("01",)))
    page = open_page(supplier=shared)
    assert not page.exception
    assert "Vad andra regioner betalar visas bara som en del av summan" in read_texts(
        page
    )
    hidden = find_supplier(
        built_warehouse,
        """
        select supplier_id
        from marts.rpt_supplier_profile
        where not list_contains(region_codes, '01')
        order by supplier_id
        """,
    )
    page = open_page(supplier=hidden)
    assert not page.exception
    assert any("Leverantören i adressen finns inte" in each.value for each in page.info)


def test_the_value_a_year_is_that_of_the_ranking(most_told: str) -> None:
    contracts = fetch_contracts(load_principal(), most_told)
    ranked = fetch_ranked_categories(load_principal(), most_told)
    assert contracts["total_value_sek"][0] == pytest.approx(
        ranked["annual_value_sek"].sum()
    )


def test_a_comment_is_written_once_and_shown_as_text(most_told: str) -> None:
    page = open_page(supplier=most_told)
    key = f"supplier.comment.{most_told}"
    page.text_area(key=f"{key}.text").input(f"Pratade med dem {HOSTILE}")
    page.button[-1].click().run()
    assert not page.exception
    regions = fetch_supplier(load_principal(), most_told)
    assert regions is not None
    comments = fetch_supplier_comments(
        most_told, region_codes=regions["region_codes"], principal=load_principal()
    )
    assert [comment.text for comment in comments] == [f"Pratade med dem {HOSTILE}"]
    assert "Pratade med dem" in read_texts(page)
    assert page.text_area(key=f"{key}.text").value == ""
    for element in page.markdown:
        assert not re.search(r"(?<!\\)<img", element.value)


def test_an_empty_comment_is_not_written(most_told: str) -> None:
    page = open_page(supplier=most_told)
    page.button[-1].click().run()
    assert not page.exception
    assert any("Skriv något" in each.value for each in page.error)


def test_another_region_may_not_comment(most_told: str) -> None:
    with pytest.raises(AccessDenied):
        write_supplier_comment(
            "Hej",
            comment_id=str(uuid.uuid4()),
            supplier_id=most_told,
            region_codes=("12",),
            principal=build_reader(REGION, "09"),
        )


def fetch_every_fact(principal: Principal, supplier_id: str) -> list[Any]:
    return [
        *(getattr(supplier_facts, name)(principal, supplier_id) for name in FACTS),
        fetch_supplier(principal, supplier_id),
        fetch_suppliers(principal, ""),
        fetch_ranked_categories(principal, supplier_id),
        fetch_code_words(principal, *SPLITS),
    ]


def test_everything_about_one_supplier_is_fetched_at_once(most_told: str) -> None:
    principal = load_principal()
    fetch_every_fact(principal, most_told)
    seconds = []
    for _attempt in range(5):
        _fetch_once.clear()
        started = time.perf_counter()
        fetch_every_fact(principal, most_told)
        seconds.append(time.perf_counter() - started)
    # A tenth of a second when nothing else runs; here others may.
    assert min(seconds) < 0.5


def test_without_any_supplier_the_page_says_what_to_do(
    statistics_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(statistics_home))
    page = open_page()
    assert not page.exception
    [info] = page.info
    assert "Det finns inga leverantörer att visa än" in info.value
    assert "malbild refresh" in info.value
