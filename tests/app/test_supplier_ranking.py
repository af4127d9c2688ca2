from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.queries.ranking import (
    ROWS_PER_PAGE,
    RankingChoice,
    fetch_ranking,
    fetch_ranking_countries,
    fetch_ranking_totals,
)
from app.queries.reasons import fetch_reasons

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
EVERYTHING = RankingChoice()


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/supplier_ranking.py").run()


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
    for name in ("category_code", "country_code", "band_code", "place_code"):
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
    key = f"{row['supplier_id']}-{row['category_code']}"
    page = open_page(supplier=key)
    assert not page.exception
    assert page.selectbox(key="choice_supplier").value == key
    assert page.subheader[-1].value.replace("\\", "").startswith(row["supplier_name"])


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
    every_country = fetch_ranking_countries(load_principal())
    assert set(fetch_ranking_countries(reader)) <= set(every_country)


def test_nothing_found_is_a_sentence() -> None:
    page = open_page(category="furniture", band="very_likely", place="09")
    assert not page.exception
    assert any("Ingen leverantör" in each.value for each in page.info)
