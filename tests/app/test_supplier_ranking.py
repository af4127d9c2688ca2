import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.queries.comparison import fetch_compared, fetch_differences
from app.queries.ranking import (
    ROWS_PER_PAGE,
    RankingChoice,
    fetch_ranked,
    fetch_ranking,
    fetch_ranking_countries,
    fetch_ranking_totals,
)
from app.queries.reasons import fetch_reasons
from tests.app.changed_home import write_changed_home

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
EVERYTHING = RankingChoice()
# Whole months from the day of the list to the contract's last day.
ENDS_IN = (
    12 * (pl.col("contract_ends_on").dt.year() - pl.col("as_of_on").dt.year())
    + pl.col("contract_ends_on").dt.month().cast(pl.Int32)
    - pl.col("as_of_on").dt.month()
    - (pl.col("contract_ends_on").dt.day() < pl.col("as_of_on").dt.day()).cast(pl.Int32)
)
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold** :red[x]"


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/supplier_ranking.py").run()


def build_key(row: dict[str, Any]) -> str:
    return f"{row['supplier_id']}-{row['category_code']}"


def build_region_reader(*region_codes: str) -> Principal:
    return Principal("region", region_codes, load_principal().build_id)


def fetch_everything(principal: Principal, choice: RankingChoice) -> pl.DataFrame:
    pages = range(1, fetch_ranking_totals(principal, choice)["n_rows"] // 100 + 2)
    return pl.concat(fetch_ranking(principal, choice, page=page) for page in pages)


def test_the_page_says_what_the_list_is_and_what_it_is_not() -> None:
    page = open_page()
    assert not page.exception
    assert "Modell: steg 0 – experternas bedömning" in page.info[0].value
    assert "Ordningen inom ett band är inte säker" in page.info[0].value
    assert "aldrig att någon har gjort fel" in page.info[0].value


def test_the_list_shows_bands_and_steps_and_no_lone_decimal() -> None:
    table = open_page().dataframe[0].value
    assert set(table["Band"]) & {"Mycket trolig", "Trolig"}
    assert table["Sannolikhet"].str.fullmatch("[▮▯]{5}").all()
    assert table["Varför"].str.contains("▲").any()
    assert len(table) <= ROWS_PER_PAGE


def test_pages_follow_each_other_without_gap_or_overlap() -> None:
    rows = fetch_everything(load_principal(), EVERYTHING)
    totals = fetch_ranking_totals(load_principal(), EVERYTHING)
    assert rows["list_rank"].to_list() == list(range(1, totals["n_rows"] + 1))


@pytest.mark.parametrize(
    ("choice", "holds"),
    [
        (RankingChoice(category_code="it"), pl.col("category_code") == "it"),
        (RankingChoice(band_code="very_likely"), pl.col("band_code") == "very_likely"),
        (RankingChoice(band_code="outside"), pl.col("band_code").is_null()),
        (RankingChoice(only_never_audited=True), pl.col("is_never_audited")),
        (RankingChoice(queue_code="prioritised"), pl.col("is_prioritised")),
        (RankingChoice(queue_code="own"), ~pl.col("is_prioritised")),
        (RankingChoice(contract_end_code="within_year"), ENDS_IN < 12),
        (RankingChoice(contract_end_code="next_year"), ENDS_IN.is_between(12, 23)),
        (RankingChoice(contract_end_code="later"), ENDS_IN >= 24),
        (
            RankingChoice(contract_end_code="runs_on"),
            pl.col("contract_ends_on").is_null(),
        ),
        (RankingChoice(place_code="12"), pl.col("region_codes").list.contains("12")),
        (
            RankingChoice(place_code="H"),
            pl.col("region_codes").list.contains("12"),
        ),
        (
            RankingChoice(country_code="CHN"),
            pl.col("final_manufacture_country_codes").list.contains("CHN"),
        ),
    ],
)
def test_a_filter_keeps_what_it_says_and_nothing_else(
    choice: RankingChoice, holds: pl.Expr
) -> None:
    every = fetch_everything(load_principal(), EVERYTHING)
    kept = fetch_everything(load_principal(), choice)
    assert kept.height == every.filter(holds).height > 0
    assert kept.select(holds.all()).item()


@pytest.mark.parametrize("naughty", ["' or 1=1 --", "%", "_", ";drop table x", "\0"])
def test_a_filter_is_a_value_and_never_sql(naughty: str) -> None:
    for name in (
        *("queue_code", "category_code", "country_code", "band_code"),
        *("place_code", "contract_end_code"),
    ):
        choice = replace(EVERYTHING, **{name: naughty})
        assert fetch_ranking_totals(load_principal(), choice)["n_rows"] == 0


def test_the_points_of_a_supplier_come_with_source_and_date() -> None:
    row = fetch_ranking(load_principal(), EVERYTHING, page=1).row(0, named=True)
    reasons = fetch_reasons(
        load_principal(),
        supplier_id=row["supplier_id"],
        category_code=row["category_code"],
    )
    assert reasons["points"].abs().is_sorted(descending=True)
    assert reasons["feature_name"].null_count() == 0
    assert reasons["fact_source"].null_count() == 0
    assert max(reasons["points"]) == pytest.approx(row["points_up_1"])


def test_the_chosen_supplier_is_explained() -> None:
    rows = fetch_ranking(load_principal(), EVERYTHING, page=1)
    row = rows.row(5, named=True)
    key = build_key(row)
    page = open_page(supplier=key)
    assert not page.exception
    assert page.selectbox(key="choice_supplier").value == key
    assert page.subheader[-1].value.replace("\\", "").startswith(row["supplier_name"])


def test_the_list_shows_one_queue_at_a_time() -> None:
    rows = fetch_everything(load_principal(), EVERYTHING)
    own = set(rows.filter(~pl.col("is_prioritised"))["supplier_name"])
    page = open_page(queue="own")
    assert not page.exception
    assert set(page.dataframe[0].value["Leverantör"]) == own
    assert any("varje regions egen sak" in each.value for each in page.caption)
    first = open_page()
    assert first.segmented_control(key="choice_queue").value == "prioritised"
    prioritised = set(rows.filter("is_prioritised")["category_name"])
    offered = first.selectbox(key="choice_category").options
    assert set(offered) - {"Alla inköpskategorier"} >= prioritised


def test_two_suppliers_are_compared_and_the_difference_adds_up() -> None:
    rows = fetch_ranking(load_principal(), EVERYTHING, page=1)
    first, second = (build_key(rows.row(at, named=True)) for at in (2, 7))
    scores = fetch_compared(load_principal(), second, first)
    assert scores["ranking_key"].to_list() == [first, second]
    differences = fetch_differences(
        load_principal(), first_key=first, second_key=second
    )
    typical, score = scores["typical_points"], scores["points"]
    assert sum(differences["points"]) + typical[0] - typical[1] == pytest.approx(
        score[0] - score[1], abs=1e-9
    )
    parts = scores["probability"] * scores["severity_score"] * scores["exposure_score"]
    assert parts.to_list() == pytest.approx(scores["value_score"].to_list(), rel=1e-6)

    page = open_page(supplier=second, compare_with=first)
    assert not page.exception
    assert page.selectbox(key="choice_compare_with").value == first
    table = page.dataframe[1].value
    assert list(table["Del"])[-1] == "Behörig"
    assert list(table.columns)[1] == rows["supplier_name"][2]
    assert any("Ett besök hos" in each.value for each in page.markdown)


def test_a_supplier_of_another_page_of_the_list_is_found() -> None:
    rows = fetch_ranking(load_principal(), EVERYTHING, page=2)
    key = build_key(rows.row(50, named=True))
    page = open_page(supplier=key)
    assert not page.exception
    assert page.selectbox(key="choice_supplier").value == key


def test_an_unknown_supplier_in_the_address_is_a_sentence() -> None:
    page = open_page(supplier="4000000000-it")
    assert not page.exception
    assert any("finns inte i listan" in each.value for each in page.info)


def test_a_hostile_name_is_shown_as_text(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = fetch_ranking(load_principal(), EVERYTHING, page=1)
    keys = [build_key(rows.row(at, named=True)) for at in (0, 1)]
    home = write_changed_home(
        example_home,
        tmp_path,
        lambda con: con.execute(
            "update marts.rpt_supplier_ranking set supplier_name = $name || list_rank",
            {"name": HOSTILE},
        ),
    )
    monkeypatch.setenv("MALBILD_HOME", str(home))
    page = open_page(supplier=keys[0], compare_with=keys[1])
    assert not page.exception
    written = [*page.subheader, *page.markdown, *page.caption]
    assert any("onerror" in each.value for each in written)
    for element in written:
        assert not re.search(r"(?<!\\)(<img|\]\(javascript|:red\[)", element.value)


def test_a_regions_reader_sees_only_suppliers_their_region_buys_from() -> None:
    reader = build_region_reader("01")
    own = fetch_everything(reader, EVERYTHING)
    every = fetch_everything(load_principal(), EVERYTHING)
    assert 0 < own.height < every.height
    assert own["region_codes"].list.contains("01").all()
    hidden = every.filter(~pl.col("region_codes").list.contains("01")).row(
        0, named=True
    )
    assert fetch_reasons(
        reader,
        supplier_id=hidden["supplier_id"],
        category_code=hidden["category_code"],
    ).is_empty()
    hidden_key, own_key = build_key(hidden), build_key(own.row(0, named=True))
    assert fetch_ranked(reader, hidden_key).is_empty()
    assert fetch_compared(reader, hidden_key).is_empty()
    assert fetch_differences(
        reader, first_key=own_key, second_key=hidden_key
    ).is_empty()
    every_country = fetch_ranking_countries(load_principal())
    assert set(fetch_ranking_countries(reader)) <= set(every_country)


def test_nothing_found_is_a_sentence() -> None:
    page = open_page(category="furniture", band="very_likely", place="09")
    assert not page.exception
    assert any("Ingen leverantör" in each.value for each in page.info)
