from datetime import date

import polars as pl
import pytest

from app.charts.forms import Dots
from app.charts.forms_compared import Calibration, Pairs
from app.charts.model_calibration import build_calibration
from app.charts.model_evidence import build_hits, build_metric_table
from app.charts.model_tables import (
    build_appendix,
    build_card,
    build_gate_table,
    build_group_table,
    build_group_title,
)
from app.charts.model_weights import build_change_table, build_weights, show_moved
from app.charts.screen import draw_chart
from app.charts.spec import Footer
from app.messages import load_language

FOOTER = Footer("körning", date(2025, 10, 31), "bland", "b1", is_example=False)
RUN = {"model_published_code": "anchored", "n_windows": 8}
WEIGHT = {
    "feature_code": "country_risk",
    "feature_name": "Landrisk",
    "kind_code": "figure",
    "category_name": None,
    "expected_sign": 1,
    "prior_mean": 0.5,
    "prior_sd": 0.25,
    "weight": 0.3,
    "weight_low": 0.0,
    "weight_high": 0.7,
    "moved_sd": -0.8,
    "n_known": 200,
    "weight_before": 0.4,
}


@pytest.fixture(autouse=True)
def swedish() -> None:
    load_language("sv")


def build_hit_rows(*rows: tuple[str, int, int]) -> pl.DataFrame:
    frame = pl.DataFrame(
        rows, schema=["model_code", "n_hits", "n_chosen"], orient="row"
    )
    return frame.with_columns(
        hit_pct=100 * pl.col("n_hits") / pl.col("n_chosen"),
        low_pct=pl.lit(20.0),
        high_pct=pl.lit(70.0),
    )


def test_precision_is_told_in_counts_against_the_old_rule() -> None:
    rows = build_hit_rows(("anchored", 34, 100), ("country_category_spend", 26, 100))
    spec = build_hits(rows, RUN, FOOTER)
    assert spec.title == (
        "Av 100 valda hade 34 en större avvikelse; den gamla regeln hade hittat 26"
    )
    assert "bland reviderade leverantörer" in spec.subtitle
    assert isinstance(spec.marks, Dots)
    assert spec.marks.accent == 0
    assert spec.marks.texts == ("34 av 100", "26 av 100")
    assert "Slumpen kan förklara skillnaden" in spec.note
    clear = build_hits(rows.with_columns(low_pct=pl.lit(27.0)), RUN, FOOTER)
    assert "Slumpen kan förklara" not in clear.note


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("anchored", 34, 100)], "Av 100 valda hade 34 en större avvikelse"),
        (
            [("anchored", 3, 10), ("country_category_spend", 2, 9)],
            "Av 10 valda hade 3 en större avvikelse",
        ),
        ([("random", 3, 10)], "Det som visas har ännu inte prövats mot utfall"),
    ],
)
def test_nothing_is_compared_that_cannot_be(
    rows: list[tuple[str, int, int]], title: str
) -> None:
    assert build_hits(build_hit_rows(*rows), RUN, FOOTER).title == title


def test_the_weights_stand_beside_the_experts_start() -> None:
    still = {**WEIGHT, "feature_name": "Tyst", "moved_sd": 0.1}
    large = {**still, "feature_name": "Andel", "prior_mean": 2.0, "weight": 1.5}
    kind = {**WEIGHT, "kind_code": "missing"}
    spec = build_weights(pl.DataFrame([WEIGHT, still, large, kind]), RUN, FOOTER)
    marks = spec.marks
    assert isinstance(marks, Pairs)
    assert marks.labels == ("Landrisk", "Tyst", "Andel (per tiondel)")
    assert marks.numbers == pytest.approx((0.3, 0.3, 0.15))
    assert marks.others == pytest.approx((0.5, 0.5, 0.2))
    assert marks.texts == ("–0,8", "+0,1", "+0,1")
    assert marks.accents == (0,)
    assert spec.title.endswith("1 av 3 faktorer, mest: Landrisk")
    assert len(spec.table.rows) == 4
    assert draw_chart(spec).layout.xaxis.range[0] < 0


def test_the_page_says_when_the_list_goes_by_the_experts_alone() -> None:
    run = {**RUN, "model_published_code": "experts_prior"}
    spec = build_weights(pl.DataFrame([WEIGHT]), run, FOOTER)
    assert "Listan går nu efter de ofyllda punkterna" in spec.note
    assert "Listan går" not in build_weights(pl.DataFrame([WEIGHT]), RUN, FOOTER).note


def test_a_weight_as_good_as_still_has_no_sign() -> None:
    assert show_moved(-0.01) == "0,0"
    assert show_moved(0.26) == "+0,3"
    assert show_moved(None) == "–"


def test_the_largest_change_comes_first() -> None:
    rows = pl.DataFrame([WEIGHT, {**WEIGHT, "feature_name": "Mer", "weight": 2.0}])
    assert [row[0] for row in build_change_table(rows).rows] == ["Mer", "Landrisk"]


def test_calibration_counts_the_groups_that_chance_explains() -> None:
    rows = pl.DataFrame(
        {
            "audit_type_code": ["office", "office", "factory"],
            "bin_number": [1, 2, 1],
            "n_audits": [22, 21, 4],
            "n_major_audits": [8, 2, 3],
            "predicted_pct": [28.0, 60.0, 60.0],
            "major_pct": [36.4, 9.5, 75.0],
            "low_pct": [19.7, 2.7, 30.1],
            "high_pct": [57.0, 28.9, 95.4],
            "is_within": [True, False, True],
        }
    )
    spec = build_calibration(rows, model_code="anchored", footer=FOOTER)
    assert spec.title.startswith("I 2 av 3 grupper")
    assert "1 av grupperna vilar på färre än 20 revisioner" in spec.note
    assert isinstance(spec.marks, Calibration)
    assert spec.marks.series == (0, 0, 1)
    figure = draw_chart(spec)
    assert [len(trace.x) for trace in figure.data] == [2, 1]
    assert spec.table.rows[1][1:3] == ("60\xa0%", "2 av 21")


def test_a_check_says_what_it_must_be_and_why_it_did_not_hold() -> None:
    row = {
        "gate_code": "ship",
        "check_code": "calibration_slope",
        "is_passed": False,
        "measured": 0.47,
        "measured_low": -0.2,
        "measured_high": 1.32,
        "limit_low": 0.7,
        "limit_high": 1.3,
        "reason_code": "too_low",
    }
    [shown] = build_gate_table(pl.DataFrame([row])).rows
    assert shown[2:] == (
        *("Nej", "0,47", "–0,20 till 1,32", "0,70 till 1,30", "För lågt"),
    )
    [open_up] = build_gate_table(pl.DataFrame([{**row, "limit_high": None}])).rows
    assert open_up[5] == "minst 0,70"


def test_groups_that_are_too_few_have_no_ratio() -> None:
    group = {
        "group_kind_code": "size",
        "group_code": "small",
        "category_name": None,
        "verdict_code": "too_few",
        "n_suppliers": 9,
        "n_chosen": 3,
        "n_chosen_expected": 1.2,
        "selection_ratio": 2.5,
        "n_judged": 0,
        "n_hits": 0,
        "reason": None,
    }
    strange = {**group, "group_code": "sender's own", "verdict_code": "outside"}
    rows = pl.DataFrame([strange, group])
    table = build_group_table(rows)
    assert table.rows[1][6] is None
    assert table.rows[0][1] == "sender's own"
    assert table.rows[0][6] == "250\xa0%"
    assert build_group_title(rows).startswith("1 av 2 grupper ligger utanför")


def test_measures_that_are_shares_are_written_so() -> None:
    rows = pl.DataFrame(
        {
            "model_code": ["anchored", "anchored"],
            "metric_code": ["refit_overlap", "auc"],
            "measured": [0.965, 0.61],
            "low": [None, 0.5],
            "high": [None, 0.7],
        }
    )
    cells = [row[2:] for row in build_metric_table(rows).rows]
    assert cells == [("96\xa0%", None), ("0,61", "0,50 till 0,70")]


def test_the_card_is_one_text_and_its_table_can_be_read_again() -> None:
    text = "Ord.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    rows = pl.DataFrame(
        {
            "language_code": ["en", "sv"],
            "section_title": ["Purpose", "Syfte"],
            "section_text": ["x", text],
        }
    )
    assert build_card(rows, "sv").startswith("## Syfte\n\nOrd.")
    assert "Purpose" not in build_card(rows, "sv")
    assert build_appendix(text).headings == ("a", "b")
    assert build_appendix(text).rows == (("1", "2"),)
    assert build_appendix("no table").rows == ()
