from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.formatting import show_number
from app.queries.requirements import (
    fetch_divisions,
    fetch_requirement_totals,
    fetch_requirement_years,
    fetch_requirements_by_division,
    fetch_requirements_by_place,
)

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
NATION = {"year": 2021, "place_code": "SE", "division_code": "all"}


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/procurement_requirements.py").run()


def find_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.subheader, *page.info]
    return "\n".join(each.value for each in elements).replace("\\", "")


def test_the_page_is_real_figures_and_says_what_blank_means() -> None:
    page = open_page()
    assert not page.exception
    texts = find_texts(page)
    assert "Verkliga uppgifter" in texts
    assert "Exempeldata" not in texts
    assert "Ett tomt fält betyder okänt, aldrig nej" in texts
    assert "licens CC0" in texts


def test_the_unknown_stands_beside_every_number() -> None:
    totals = fetch_requirement_totals(load_principal(), **NATION)
    notes = find_texts(open_page()).replace("\xa0", " ")
    for n_unknown in totals["n_unknown"]:
        written = show_number(n_unknown).replace("\xa0", " ")
        assert f"okänt för {written}" in notes
    whole = totals["n_yes"] + totals["n_no"] + totals["n_unknown"]
    assert whole.to_list() == totals["n_procurements"].to_list()


def test_every_region_and_the_nation_have_a_row_and_shares_make_a_hundred() -> None:
    rows = fetch_requirements_by_place(
        load_principal(),
        year=2021,
        requirement_code="environmental",
        division_code="all",
    )
    assert rows.height == 22
    assert rows["row_code"][0] == "SE"
    assert rows["n_procurements"][0] == rows["n_procurements"][1:].sum()
    shares = rows.select(pl.sum_horizontal("yes_pct", "no_pct", "unknown_pct"))
    assert shares.to_series().is_between(99.999, 100.001).all()


def test_divisions_add_up_to_the_whole() -> None:
    rows = fetch_requirements_by_division(
        load_principal(), year=2021, requirement_code="social", place_code="SE"
    )
    totals = fetch_requirement_totals(load_principal(), **NATION)
    assert rows["n_procurements"].sum() == totals["n_procurements"][0]
    assert set(rows["row_code"]) <= set(fetch_divisions(load_principal()))


@pytest.mark.parametrize("requirement", ["environmental", "social"])
def test_both_requirements_and_any_place_can_be_chosen(requirement: str) -> None:
    page = open_page(requirement=requirement, place="09", division="33")
    assert not page.exception
    assert page.selectbox(key="choice_requirement").value == requirement


def test_public_statistics_are_the_same_for_every_role() -> None:
    build_id = load_principal().build_id
    reader = Principal("region", ("12",), build_id)
    asked = {"year": 2021, "requirement_code": "social", "division_code": "all"}
    everyone = fetch_requirements_by_place(load_principal(), **asked)
    assert fetch_requirements_by_place(reader, **asked).equals(everyone)
    assert fetch_requirement_years(reader) == [2021]


def test_a_division_without_procurements_in_a_place_is_a_sentence() -> None:
    divisions = fetch_divisions(load_principal())
    asked = {"year": 2021, "requirement_code": "social", "place_code": "09"}
    found = fetch_requirements_by_division(load_principal(), **asked)["row_code"]
    silent = next(code for code in divisions if code not in {*found, "all"})
    page = open_page(place="09", division=silent)
    assert not page.exception
    assert any("Ingen upphandling" in each.value for each in page.info)
