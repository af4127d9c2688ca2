from datetime import date

import polars as pl
import pytest

from app.charts.follow_up import (
    build_case_table,
    build_case_title,
    build_columns_by_year,
    build_number_cards,
)
from app.charts.forms import Columns
from app.charts.spec import ChartSpec, Footer
from app.charts.words import Period

FOOTER = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
COUNTS = pl.DataFrame(
    {
        "period_year": [2022, 2024, 2025, 2024],
        "activity_code": [*["office_audit"] * 3, "factory_audit"],
        "n_activities": [10, 15, 13, 2],
    }
)


def build_chart(year: int, *, part_year: int | None = 2025) -> ChartSpec:
    return build_columns_by_year(
        COUNTS,
        activity_code="office_audit",
        period=Period(year, part_year),
        place="Hela landet",
        footer=FOOTER,
    )


def test_the_title_is_a_sentence_with_the_number() -> None:
    assert build_chart(2024).title == "15 kontorsrevisioner 2024"
    assert (
        build_chart(2025).title == "13 kontorsrevisioner hittills 2025, hela 2024: 15"
    )
    assert build_chart(2023).title == "Inga kontorsrevisioner registrerade 2023"


def test_every_year_has_a_place_and_a_missing_one_has_no_column() -> None:
    marks = build_chart(2024).marks
    assert isinstance(marks, Columns)
    assert marks.labels == ("2022", "2023", "2024", "2025")
    assert marks.numbers == (10, None, 15, 13)
    assert marks.texts == ("10", "–", "15", "13")
    assert marks.accent == 2
    assert marks.open_positions == (3,)


def test_the_alternative_text_and_table_carry_the_same_figures() -> None:
    spec = build_chart(2024)
    assert "2022: 10, 2023: –, 2024: 15, 2025: 13" in spec.alt
    assert spec.table.rows == (
        *(("2022", 10), ("2023", None), ("2024", 15), ("2025", 13)),
    )
    assert "inte noll" in spec.note


def test_numbers_on_top_are_the_chosen_years() -> None:
    cards = {
        card.label: card for card in build_number_cards(COUNTS, Period(2024, 2025))
    }
    assert cards["Kontorsrevisioner"].number == "15"
    assert cards["Fabriksrevisioner"].number == "2"
    assert cards["Avslutade uppföljningar"].number == "–"


@pytest.mark.parametrize(
    ("n_open", "title"),
    [
        (1, "1 ärende är öppet, 1 i mer än 12 månader"),
        (28, "28 ärenden är öppna, 1 av dem i mer än 12 månader"),
    ],
)
def test_open_cases_are_counted_in_words(n_open: int, title: str) -> None:
    assert build_case_title({"n_open": n_open, "n_over_one_year": 1}) == title


def test_the_list_of_cases_keeps_its_order() -> None:
    cases = pl.DataFrame(
        {
            "case_id": ["U-2", "U-1"],
            "supplier_name": ["B", "A"],
            "place_name": "Region Gotland",
            "category_name": "Sårvård",
            "started_on": date(2024, 1, 1),
            "age_days": [800, 10],
            "is_over_one_year": [True, False],
        }
    )
    assert [row[0] for row in build_case_table(cases).rows] == ["U-2", "U-1"]
