from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from app import formatting
from app.messages import load_language


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    load_language("sv")
    yield
    load_language("sv")


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (12345, 0, "12\u00a0345"),
        (-1234.5, 1, "–1\u00a0234,5"),
        (0.5, 2, "0,50"),
        (0, 0, "0"),
        (None, 0, "–"),
    ],
)
def test_numbers_are_grouped_and_have_a_decimal_comma(
    number: float | None, decimals: int, text: str
) -> None:
    assert formatting.show_number(number, decimals=decimals) == text


def test_percentages_have_a_blank_before_the_sign() -> None:
    assert formatting.show_percent(3.5, decimals=1) == "3,5\u00a0%"


def test_shares_are_no_more_exact_than_their_cases() -> None:
    assert formatting.show_share(3, 7) == "3 av 7"
    assert formatting.show_share(50, 150) == "33\u00a0%"
    assert formatting.show_share(500, 1500) == "33,3\u00a0%"
    assert formatting.show_share(0, 0) == "–"
    assert formatting.show_share(None, 10) == "–"


def test_differences_between_shares_are_percentage_points_with_a_sign() -> None:
    assert formatting.show_points(2.5, decimals=1) == "+2,5 procentenheter"
    assert formatting.show_points(-2) == "–2 procentenheter"


def test_amounts_are_in_millions() -> None:
    assert formatting.show_millions(12_345_678) == "12 mnkr"


def test_dates_are_written_year_first_and_months_in_words() -> None:
    assert formatting.show_date(date(2024, 3, 15)) == "2024-03-15"
    assert formatting.show_month(date(2024, 3, 15)) == "mars 2024"
    assert formatting.show_date(None) == "–"


def test_moments_are_in_swedish_time() -> None:
    summer = datetime(2024, 7, 1, 10, 0, tzinfo=UTC)
    assert formatting.show_moment(summer) == "2024-07-01 12:00"
    # The hour that occurs twice when summer time ends is still shown once each.
    before = datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    after = datetime(2024, 10, 27, 1, 30, tzinfo=UTC)
    assert formatting.show_moment(before) == formatting.show_moment(after)


def test_names_sort_with_the_three_last_letters_last() -> None:
    names = ["Örebro", "Ånge", "Zinkgruvan", "Ängelholm", "Östersund", "Émile", "Alby"]
    assert formatting.build_sorted(names) == [
        *("Alby", "Émile", "Zinkgruvan", "Ånge", "Ängelholm", "Örebro", "Östersund"),
    ]


def test_english_readers_get_english_numbers() -> None:
    load_language("en")
    assert formatting.show_number(12345.5, decimals=1) == "12,345.5"
    assert formatting.show_percent(3) == "3%"
