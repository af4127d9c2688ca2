from datetime import date

import polars as pl
import pytest

from app.charts.forms import Waterfall
from app.charts.ranking import (
    build_eligibility,
    build_page_names,
    build_ranking_numbers,
    build_ranking_table,
    build_ranking_title,
    build_steps_bar,
)
from app.charts.reasons import build_waterfall
from app.charts.spec import Footer

FOOTER = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
ROW = {
    "band_code": "very_likely",
    "supplier_name": "Exempelhandskar AB",
    "category_name": "Sårvård",
    "n_steps": 4,
    "severity_level": 3,
    "n_regions": 11,
    "annual_value_sek": 3_210_000.0,
    "reason_up_1": "Risk i tillverkningslandet",
    "points_up_1": 14.2,
    "reason_up_2": None,
    "points_up_2": None,
    "reason_up_3": None,
    "points_up_3": None,
    "reason_down_1": "Självskattningens ålder",
    "points_down_1": -3.0,
    "is_eligible": True,
    "ineligible_reason_code": None,
    "contract_ends_on": date(2027, 3, 31),
    "last_audit_on": None,
    "organisation_number": "412345-6789",
}
TOTALS = {
    "n_rows": 250,
    "n_suppliers": 240,
    "n_very_likely": 40,
    "n_never_audited": 100,
    "n_eligible": 200,
    "n_rows_per_page": 100,
}
REASONS = pl.DataFrame(
    {
        "feature_code": ["a", "b", "c", "d"],
        "feature_name": ["Land", "Kategori", "Ålder", "Litet"],
        "reason_words": "Därför.",
        "points": [14.2, 5.0, -3.0, 0.2],
        "feature_figure": [210.0, 12.0, 1.0, None],
        "fact_on": date(2025, 5, 1),
        "fact_source": "Landindex",
    }
)


def test_a_row_is_words_and_steps_and_never_a_lone_decimal() -> None:
    (row,) = build_ranking_table(pl.DataFrame([ROW])).rows
    assert row[0] == "Mycket trolig"
    assert row[3] == "▮▮▮▮▯"
    assert row[4] == "hög"
    assert str(row[5]).replace("\xa0", " ") == "11 regioner, 3,2 mnkr om året"
    assert row[6] == "▲ Risk i tillverkningslandet +14 · ▼ Självskattningens ålder –3"
    assert row[7] == "Ja"
    assert row[8] == "2027-03-31"
    assert row[9] == "Aldrig"


def test_outside_the_bands_is_said_in_words() -> None:
    (row,) = build_ranking_table(pl.DataFrame([ROW | {"band_code": None}])).rows
    assert row[0] == "Utanför banden"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (
            {
                "ineligible_reason_code": "contract_ends_within_year",
                "contract_ends_on": date(2026, 3, 31),
            },
            "Nej: avtalet slutar 2026-03-31",
        ),
        (
            {"ineligible_reason_code": "no_right_to_inspect"},
            "Nej: avtalet ger ingen rätt till insyn",
        ),
        (
            {
                "ineligible_reason_code": "covered_by_follow_up",
                "covered_from_on": date(2024, 5, 3),
            },
            "Nej: täcks av uppföljningen 2024-05-03",
        ),
        (
            {
                "ineligible_reason_code": "recently_audited",
                "last_audit_on": date(2025, 2, 3),
            },
            "Nej: reviderad 2025-02-03 utan större avvikelse",
        ),
        ({"ineligible_reason_code": None}, "Nej"),
    ],
)
def test_who_cannot_be_audited_now_is_in_no_band_and_told_why(
    why: dict[str, object], said: str
) -> None:
    (row,) = build_ranking_table(
        pl.DataFrame([ROW | {"is_eligible": False} | why])
    ).rows
    assert row[0] == "Inte nu"
    assert row[7] == said


def test_a_contract_without_an_end_runs_on() -> None:
    (row,) = build_ranking_table(pl.DataFrame([ROW | {"contract_ends_on": None}])).rows
    assert row[8] == "Löper tills vidare"


@pytest.mark.parametrize(("n", "bar"), [(1, "▮▯▯▯▯"), (5, "▮▮▮▮▮")])
def test_a_probability_is_five_steps(n: int, bar: str) -> None:
    assert build_steps_bar(n) == bar


def test_eligible_suppliers_need_no_reason() -> None:
    assert build_eligibility(ROW) == "Ja"
    unsaid = ROW | {"right_to_inspect_code": "unknown"}
    assert build_eligibility(unsaid) == "Ja; rätt till insyn inte angiven"


def test_the_list_is_divided_into_pages_of_a_hundred() -> None:
    pages = build_page_names(TOTALS)
    assert pages == {
        "1": "1–100 av 250",
        "2": "101–200 av 250",
        "3": "201–250 av 250",
    }


def test_the_title_counts_suppliers_and_accuses_nobody() -> None:
    title = build_ranking_title(TOTALS)
    assert title.startswith("240 leverantörer i urvalet, 40 av dem mycket troliga")
    assert len(build_ranking_numbers(TOTALS)) == 4


def test_the_waterfall_adds_up_and_keeps_source_and_date_of_each_fact() -> None:
    spec = build_waterfall(
        REASONS, supplier_name="Exempel AB", category_name="Sårvård", footer=FOOTER
    )
    assert isinstance(spec.marks, Waterfall)
    assert sum(spec.marks.numbers) == pytest.approx(sum(REASONS["points"]))
    assert spec.marks.labels[-1] == "Allt annat"
    assert spec.marks.sum_text == "+16"
    assert spec.title == "Exempel AB har +16 poäng, mest genom: Land (+14)"
    assert spec.table.rows[0][4:] == ("Landindex", date(2025, 5, 1))
    assert len(spec.table.rows) == 4


def test_a_supplier_with_nothing_that_raises_it_is_said_so() -> None:
    low = REASONS.with_columns(points=-pl.col("points").abs())
    spec = build_waterfall(
        low, supplier_name="Exempel AB", category_name="Sårvård", footer=FOOTER
    )
    assert spec.title.startswith("Exempel AB har inget som lyfter den")
