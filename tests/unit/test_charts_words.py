from datetime import date

import pytest

from app.charts.words import (
    Period,
    build_comparison,
    build_period,
    build_short_names,
    build_two_lines,
    find_last_full_year,
)


@pytest.mark.parametrize(
    ("number", "before", "words"),
    [
        (44, 41, "3 fler än 2023"),
        (41, 44, "3 färre än 2023"),
        (44, 44, "lika många som 2023"),
        (44, None, ""),
        (None, 44, ""),
    ],
)
def test_a_full_year_is_compared_with_the_one_before(
    number: int | None, before: int | None, words: str
) -> None:
    assert build_comparison(number, before, Period(2024, part_year=2025)) == words


def test_a_year_that_is_not_over_is_never_said_to_be_lower() -> None:
    words = build_comparison(36, 44, Period(2025, part_year=2025))
    assert words == "hela 2024: 44"


@pytest.mark.parametrize(
    ("data_on", "full_year"),
    [(date(2025, 10, 31), 2024), (date(2025, 12, 31), 2025), (None, None)],
)
def test_a_year_is_full_when_the_data_reaches_its_last_day(
    data_on: date | None, full_year: int | None
) -> None:
    assert find_last_full_year(data_on) == full_year


def test_the_year_after_the_last_full_one_is_not_over() -> None:
    assert build_period(2025, date(2025, 10, 31)).is_part_year
    assert not build_period(2024, date(2025, 10, 31)).is_part_year
    assert not build_period(2024, None).is_part_year


def test_the_word_that_most_names_begin_with_is_left_out() -> None:
    names = ("Region Gotland", "Region Kalmar län", "Västra Götalandsregionen")
    assert build_short_names(names) == (
        "Gotland",
        "Kalmar län",
        "Västra Götalandsregionen",
    )
    assert build_short_names(("Sårvård", "Lokalvård")) == ("Sårvård", "Lokalvård")
    assert build_short_names(()) == ()


def test_a_long_label_takes_two_lines_at_most() -> None:
    lines = build_two_lines("Medicinsk utrustning, läkemedel och hygienartiklar " * 3)
    assert lines.count("\n") == 1
    assert lines.endswith("…")
