from datetime import date

import polars as pl
import pytest

from app.charts.follow_up import (
    build_case_table,
    build_case_title,
    build_number_cards,
)
from app.charts.words import Period

COUNTS = pl.DataFrame(
    {
        "period_year": [2022, 2024, 2025, 2024],
        "activity_code": [*["office_audit"] * 3, "factory_audit"],
        "n_activities": [10, 15, 13, 2],
    }
)


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
