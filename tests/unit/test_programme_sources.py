"""Rules of the programme's sources that a row can break, and what they never do."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.importing.cells import Cells
from pipelines.importing.check_rows import CheckedRows, check_rows
from pipelines.importing.codelists import load_codelists
from pipelines.importing.find_table import build_fits
from pipelines.importing.read_cells import read_sheets
from pipelines.importing.read_csv import read_csv_sheets
from pipelines.importing.read_text import read_text
from pipelines.settings import load_settings
from pipelines.sources.source import SOURCES, find_tables

KEY = b"a key for tests, of at least 32 letters"
PAIRS = {source.name: (source, table) for source, table in find_tables()}
POINTS = SOURCES / "published_history" / "example_export.csv"


def read_changed(source: str, changes: dict[str, str | None]) -> Cells:
    """The example export of a source with its first row changed."""
    path: Path = SOURCES / source / "example_export.csv"
    (sheet,) = read_csv_sheets(read_text(path.read_bytes()))
    cells = sheet.read()
    is_first = pl.col("source_row") == 2
    rows = cells.rows.with_columns(
        pl.when(is_first).then(pl.lit(text)).otherwise(heading).alias(heading)
        for heading, text in changes.items()
    )
    return Cells(rows=rows, malformed=cells.malformed)


def check_changed(source: str, **changes: str | None) -> CheckedRows:
    cells = read_changed(
        source, {name.replace("_", " "): v for name, v in changes.items()}
    )
    found = PAIRS[source]
    checked = check_rows(
        cells, found[1], load_codelists(*found, load_settings()), key=KEY
    )
    assert checked.accepted.height + checked.rejected.height == cells.rows.height
    return checked


@pytest.mark.parametrize(
    ("source", "heading", "text", "broken_rules"),
    [
        (
            "purchasing_categories",
            "Inköpskategori",
            "Rymd",
            "category_code|unknown_code",
        ),
        (
            "purchasing_categories",
            "Giltig till år",
            "2022",
            "valid_to_year|before_valid_from_year",
        ),
        (
            "purchasing_categories",
            "Prioriterad till",
            "2022-12-31",
            "prioritised_to_on|before_prioritised_from_on",
        ),
        (
            "purchasing_categories",
            "Ansvarig upphandlingsregion",
            "Q",
            "responsible_procurement_region_code|unknown_code",
        ),
        ("risk_analyses", "Risknivå", None, "risk_level_code|nullability"),
        ("risk_analyses", "Risknivå", "Ganska hög", "risk_level_code|unknown_code"),
        ("risk_analyses", "Led i kedjan", "Transport", "chain_step_code|unknown_code"),
        (
            "follow_up_case_regions",
            "Roll i ärendet",
            "Ordförande",
            "region_role_code|unknown_code",
        ),
        ("follow_up_quality", "Kvalitetskriterium", "10", "criterion_number|max"),
        ("follow_up_quality", "Uppfyllt", "Kanske", "fulfilment_code|unknown_code"),
        (
            "follow_up_publications",
            "Publiceringsadress",
            "javascript:alert(1)",
            "publication_url|not_a_web_address",
        ),
        (
            "follow_up_publications",
            "Trafikljus",
            "Blå",
            "traffic_light_code|unknown_code",
        ),
        ("decisions", "Beslutsskäl", "För att", "decision_reason_code|unknown_code"),
        (
            "other_buyers_follow_ups",
            "Godtagen datum",
            "2024-03-10",
            "accepted_on|before_followed_up_on",
        ),
        (
            "environmental_requirement_products",
            "Handlingsplan till år",
            "2021",
            "plan_to_year|before_plan_from_year",
        ),
        (
            "certificates",
            "Giltigt till",
            "2022-02-28",
            "valid_to_on|before_valid_from_on",
        ),
        ("certificates", "Certifikat", "Diplom", "certificate_kind_code|unknown_code"),
        ("signals", "Signal", "Media reports", "signal_name|not_a_signal_name"),
        ("signals", "Tal", None, "signal_number|nullability"),
        ("signals", "Tal", "många", "signal_number|unreadable"),
        ("economy", "År", "24", "period_year|min"),
        ("economy", "Belopp (SEK)", None, "cost_sek|nullability"),
        ("published_history", "Adress", None, "source_url|nullability"),
        (
            "published_history",
            "Adress",
            "www.exempel.invalid",
            "source_url|not_a_web_address",
        ),
        ("follow_up_cases", "Status", "Vilande", "case_stage_code|unknown_code"),
        ("follow_up_cases", "Rang vid urval", "0", "selection_rank|min"),
        (
            "follow_up_cases",
            "Urvalssannolikhet",
            "0",
            "inclusion_probability|min_exclusive",
        ),
        ("follow_up_cases", "Urvalssannolikhet", "1,01", "inclusion_probability|max"),
        ("audits", "Leverantörsled", "0", "site_tier|min"),
        ("self_assessments", "Antal påminnelser", "-1", "number_of_reminders|min"),
    ],
)
def test_a_row_that_breaks_a_rule_is_set_aside(
    source: str, heading: str, text: str | None, broken_rules: str
) -> None:
    rejected = check_changed(source, **{heading: text}).rejected
    assert rejected["broken_rules"].to_list() == [broken_rules]


def test_insufficient_information_is_a_level_of_its_own() -> None:
    checked = check_changed("risk_analyses", Risknivå="Otillräcklig information")
    levels = checked.accepted["risk_level_code"]
    assert levels[0] == "insufficient_information"
    assert set(levels) == {"low", "medium", "high", "insufficient_information"}


@pytest.mark.parametrize(
    ("source", "heading", "column"),
    [
        ("follow_up_quality", "Uppfyllt", "fulfilment_code"),
        ("decisions", "Rekommendation följd", "is_recommendation_followed"),
        ("other_buyers_follow_ups", "Godtagen", "is_accepted"),
        ("follow_up_cases", "Urvalsmotiv finns", "has_selection_motive"),
        ("self_assessments", "Antal påminnelser", "number_of_reminders"),
    ],
)
def test_a_blank_answer_stays_blank(source: str, heading: str, column: str) -> None:
    checked = check_changed(source, **{heading: None})
    assert checked.rejected.is_empty()
    assert checked.accepted[column][0] is None


def test_a_recommendation_and_a_decision_use_the_same_words() -> None:
    recommendations = PAIRS["self_assessments"][0].codelists["recommendations"]
    decisions = PAIRS["decisions"][0].codelists["decisions"]
    for code, words in recommendations.items():
        assert set(words) <= set(decisions[code]), code


def test_a_severe_finding_says_who_knew_when_and_a_blank_sum_is_not_zero() -> None:
    source, table = PAIRS["findings"]
    path = SOURCES / "findings" / "example_export.xlsx"
    (sheet,) = read_sheets(path.read_bytes(), path.suffix, build_fits([table]))
    codelists = load_codelists(source, table, load_settings())
    cells = sheet.read()
    findings = check_rows(cells, table, codelists, key=KEY, from_workbook=True).accepted
    severe = findings.row(by_predicate=pl.col("grade_code") == "severe", named=True)
    assert severe["severe_kind_code"] == "forced_labour"
    assert severe["awareness_source_code"] == "auditor"
    assert (severe["reported_on"] - severe["supplier_aware_on"]).days == 10
    assert severe["remediation_sek"] is None
    assert severe["affected_workers"] is None

    too_early = pl.col("Rapporterad").str.replace("2024-05-24", "2024-05-13")
    changed = Cells(cells.rows.with_columns(too_early), cells.malformed)
    rejected = check_rows(
        changed, table, codelists, key=KEY, from_workbook=True
    ).rejected
    assert rejected["broken_rules"].to_list() == [
        "reported_on|before_supplier_aware_on"
    ]


def test_a_reason_in_free_text_is_not_imported() -> None:
    _, table = PAIRS["follow_up_cases"]
    assert "Urvalsmotiv" in table.ignored


def test_any_buyer_may_be_named_and_an_old_name_means_the_new_one() -> None:
    checked = check_changed("other_buyers_follow_ups", Köpare="SKL Kommentus")
    assert checked.accepted["buyer_name"].to_list() == ["Adda", "Sykehusinnkjøp", "HUS"]


def test_a_credit_note_and_two_costs_that_are_alike_are_kept() -> None:
    alike = {"Kostnadsslag": "Köpta revisioner", "Belopp (SEK)": "640 000,50"}
    checked = check_changed("economy", **alike)
    assert checked.rejected.is_empty()
    costs = checked.accepted["cost_sek"].to_list()
    assert costs == [640_000.5, 640_000.5, 85_000, -40_000, 410_000]


def test_the_published_points_are_all_there_and_each_says_where_it_stands() -> None:
    found = PAIRS["published_history"]
    (sheet,) = read_csv_sheets(read_text(POINTS.read_bytes()))
    codelists = load_codelists(*found, load_settings())
    points = check_rows(sheet.read(), found[1], codelists, key=KEY).accepted
    assert points.height == 50
    assert points["source_url"].str.starts_with("https://").all()
    known = points.rows_by_key("figure_label", named=True)
    assert known["Avslutade revisioner"][0]["figure_number"] == 16
    assert known["Deltagare vid en webbsändning"][0]["highest_figure_number"] == 40


def test_audits_begun_and_audits_made_never_share_a_label() -> None:
    points = pl.read_csv(POINTS, separator=";", infer_schema=False)
    audits = points.filter(pl.col("Vad som räknats").str.contains("(?i)kontorsrevis"))
    years = {
        (row["Vad som räknats"], row["År"]) for row in audits.iter_rows(named=True)
    }
    assert ("Nya kontorsrevisioner", "2018") in years
    assert ("Påbörjade nya kontorsrevisioner", "2021") in years
    assert ("Nya kontorsrevisioner", "2021") not in years
    # A label and a year are one point, so nothing can be added up or joined by mistake.
    assert not points.select("Vad som räknats", "År").is_duplicated().any()
