from datetime import date

import polars as pl
import pytest

from app.charts.forms_compared import Pairs
from app.charts.screen import draw_chart
from app.charts.self_assessment_gap import (
    build_category_gaps,
    build_gap_numbers,
    build_requirement_gaps,
)
from app.charts.spec import Footer
from app.messages import load_language

FOOTER = Footer("källor", date(2025, 10, 31), "alla", "b1", is_example=False)
ROW = {
    "clause_version_code": "seven_requirements_2021",
    "requirement_code": "1",
    "requirement_name": "1 Policyer och ansvar",
    "category_code": "all",
    "category_name": "Alla inköpskategorier",
    "audit_type_code": "all",
    "n_audits": 42,
    "n_approved": 24,
    "n_approved_major": 9,
    "n_other": 16,
    "n_other_major": 13,
    "n_not_compared": 2,
    "approved_score": 75,
    "approved_major_pct": 37.5,
    "approved_major_low_pct": 21.2,
    "approved_major_high_pct": 57.3,
    "other_major_pct": 81.25,
    "other_major_low_pct": 57.0,
    "other_major_high_pct": 93.4,
    "is_too_few": False,
    "verdict_code": "tells_apart",
}
FEW = {
    **ROW,
    "requirement_code": "2",
    "requirement_name": "2 Identifiera och bedöma",
    "category_code": "it",
    "category_name": "It",
    "n_approved": 4,
    "n_approved_major": 3,
    "is_too_few": True,
    "verdict_code": "too_few",
}


@pytest.fixture(autouse=True)
def swedish() -> None:
    load_language("sv")


def build_requirements(*rows: dict) -> Pairs:
    spec = build_requirement_gaps(pl.DataFrame(rows), chosen="alla", footer=FOOTER)
    assert isinstance(spec.marks, Pairs)
    return spec.marks


def test_the_title_speaks_in_counts() -> None:
    spec = build_category_gaps(pl.DataFrame([ROW, FEW]), chosen="alla", footer=FOOTER)
    assert spec.title == (
        "Av 24 revisioner där självskattningen var godkänd hade 9 en större avvikelse "
        "(svaret säger något)"
    )
    assert "För få för att bedöma: 1 kategori" in spec.note


def test_what_is_too_few_has_no_dot_and_no_counts_of_deviations() -> None:
    marks = build_requirements(ROW, FEW)
    assert marks.numbers == (37.5, None)
    assert marks.others == (81.25, None)
    assert marks.texts == ("9 av 24", "för få")
    spec = build_requirement_gaps(
        pl.DataFrame([ROW, FEW]), chosen="alla", footer=FOOTER
    )
    assert spec.table.rows[1][2:] == (4, None, None, 16, None, "För få för att bedöma")
    assert spec.table.rows[0][4] == "21\xa0% till 57\xa0%"


@pytest.mark.parametrize(
    ("verdict", "title"),
    [
        ("tells_apart", "för 1 av 1 krav: 1 Policyer och ansvar"),
        ("does_not_tell", "säger inte för något krav"),
        ("too_few", "För få revisioner"),
    ],
)
def test_the_title_names_the_requirements_whose_answers_tell(
    verdict: str, title: str
) -> None:
    rows = pl.DataFrame([{**ROW, "verdict_code": verdict}])
    spec = build_requirement_gaps(rows, chosen="alla", footer=FOOTER)
    assert title in spec.title


def test_every_mark_is_within_the_picture() -> None:
    spec = build_requirement_gaps(
        pl.DataFrame([ROW, FEW]), chosen="alla", footer=FOOTER
    )
    figure = draw_chart(spec)
    low, high = figure.layout.xaxis.range
    assert low < 0 < 21.2
    assert high > 81.25
    dots = figure.data[1]
    assert tuple(dots.x) == (37.5,)
    assert tuple(dots.error_x.array) == pytest.approx((19.8,))


def test_numbers_say_what_could_be_compared() -> None:
    cards = build_gap_numbers(ROW)
    assert [card.number for card in cards] == ["40 av 42", "9 av 24", "13 av 16"]
    assert cards[1].note == "minst 75 av 100 poäng"
