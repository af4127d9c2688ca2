from collections.abc import Iterator
from datetime import date
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.charts.part_words import build_apart_phrase, build_beside_whole
from app.charts.spec import Row
from app.charts.takeaways import (
    SENTENCES,
    Measured,
    build_takeaway,
    find_change,
    find_difference,
    find_year_before,
)
from app.charts.words import Period
from app.messages import load_language

COUNT = Measured("Antal bedömda självskattningar", "count", "självskattningar")
SHARE = Measured("Andel avtal med miljökrav", "percent", "procent")
WHOLE_YEAR = Period(2024, 2025)
#: Sentences that say how two years stand to each other.
COMPARING = {"rose", "fell", "unchanged", "about_unchanged", "not_told_apart"}


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    load_language("sv")
    yield
    load_language("sv")


def build_count(number: float | None) -> Row:
    return build_row(number, number, None)


def build_share(part: float, whole: float) -> Row:
    return build_row(100 * part / whole, part, whole)


def build_row(
    actual: float | None, numerator: float | None, denominator: float | None
) -> Row:
    return {
        "actual": actual,
        "numerator": numerator,
        "denominator": denominator,
        "held_back_code": None,
    }


def tell(measured: Measured, now: Row, before: Row | None, **more: object) -> str:
    rows = {2024: now} | ({2023: before} if before else {})
    words = build_takeaway(measured, rows, WHOLE_YEAR, **more)
    return words.replace("\xa0", " ")


def test_a_change_of_a_count_is_told_with_both_figures() -> None:
    what = "Antal bedömda självskattningar"
    assert tell(COUNT, build_count(52), build_count(48)) == (
        f"{what} ökade 2024 från 48 till 52"
    )
    assert tell(COUNT, build_count(48), build_count(52)) == (
        f"{what} minskade 2024 från 52 till 48"
    )
    assert tell(COUNT, build_count(48), build_count(48)) == (
        f"{what} 2024: oförändrat 48"
    )
    assert tell(COUNT, build_count(48), None) == f"{what} 2024: 48"


def test_a_change_is_told_in_english_too() -> None:
    load_language("en")
    measured = Measured("Handling time", "days", "days")
    assert tell(measured, build_count(1052), build_count(48)) == (
        "Handling time rose in 2024 from 48 to 1,052 days"
    )
    assert tell(measured, build_count(48), build_count(48)) == (
        "Handling time 2024: unchanged at 48 days"
    )


def test_shares_that_chance_may_have_moved_are_not_said_to_change() -> None:
    what = "Andel avtal med miljökrav"
    assert tell(SHARE, build_share(17, 18), build_share(15, 16)) == (
        f"{what} 2024: 17 av 18, kan inte säkert skiljas från 15 av 16 året före"
    )
    assert tell(SHARE, build_share(780, 1000), build_share(640, 1000)) == (
        f"{what} ökade 2024 från 64,0 % till 78,0 %"
    )
    assert tell(SHARE, build_share(170, 190), build_share(169, 174)) == (
        f"{what} minskade 2024 från 97 % till 89 %"
    )


def test_figures_that_are_written_alike_are_not_said_to_have_moved() -> None:
    ratio = Measured("Samstämmighet", "kappa")
    assert tell(ratio, build_count(0.8012), build_count(0.8009)) == (
        "Samstämmighet 2024: i stort sett oförändrat 0,80"
    )


def test_what_is_missing_held_back_or_unfinished_is_said() -> None:
    what = "Antal bedömda självskattningar"
    assert tell(COUNT, build_count(None), build_count(3)) == (
        f"{what} 2024: ingen uppgift"
    )
    held = build_count(None) | {"held_back_code": "small_group"}
    assert "för liten" in tell(COUNT, held, build_count(3))
    rows = {2025: build_count(44), 2024: build_count(52)}
    assert build_takeaway(COUNT, rows, Period(2025, 2025)) == (
        f"{what} hittills 2025: 44"
    )


@pytest.mark.parametrize(
    ("day", "is_fair"),
    [
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), True),
        (date(2023, 1, 2), False),
        (date(2023, 9, 1), False),
        (date(2024, 1, 1), False),
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
    ],
)
def test_years_are_never_compared_across_a_break(day: date, *, is_fair: bool) -> None:
    rows = {2023: build_count(3), 2024: build_count(4)}
    assert bool(find_year_before(rows, WHOLE_YEAR, [day])) is is_fair
    assert ("ökade" in build_takeaway(COUNT, rows, WHOLE_YEAR, [day])) is is_fair


FIGURES = st.one_of(
    st.none(),
    st.integers(0, 60).map(build_count),
    st.tuples(st.integers(0, 60), st.integers(60, 90)).map(lambda t: build_share(*t)),
    st.just(build_count(None) | {"held_back_code": "small_group"}),
)


@settings(deadline=None)
@given(
    years=st.dictionaries(st.integers(2019, 2026), FIGURES.filter(bool), max_size=6),
    year=st.integers(2020, 2026),
    part_year=st.none() | st.integers(2020, 2026),
    breaks=st.lists(st.dates(date(2019, 1, 1), date(2026, 12, 31)), max_size=2),
)
def test_only_two_whole_shown_years_of_one_series_are_compared(
    years: dict[int, Row], year: int, part_year: int | None, breaks: list[date]
) -> None:
    period = Period(year, part_year)
    before = find_year_before(years, period, breaks)
    now = years.get(year)
    code = find_change(now, before, "percent", is_part_year=period.is_part_year)
    assert code in SENTENCES
    if code in COMPARING:
        assert now is not None
        assert before is years[year - 1]
        assert now["actual"] is not None
        assert before["actual"] is not None
        assert part_year not in (year, year - 1)
        assert not any(day.year == year for day in breaks)
        rises = now["actual"] > before["actual"]
        assert {"rose": rises, "fell": not rises}.get(code, True)
    else:
        words = build_takeaway(SHARE, years, period, breaks)
        assert not any(word in words for word in ("ökade", "minskade", "oförändrat"))


@settings(deadline=None)
@given(
    one=st.tuples(st.integers(0, 500), st.integers(1, 500)).filter(
        lambda t: t[0] <= t[1]
    ),
    other=st.tuples(st.integers(0, 500), st.integers(1, 500)).filter(
        lambda t: t[0] <= t[1]
    ),
)
def test_the_interval_of_a_difference_holds_it_and_turns_with_it(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    low, high = find_difference(one, other)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1
    turned = find_difference(other, one)
    assert isclose(turned[0], -high, abs_tol=1e-9)
    assert isclose(turned[1], -low, abs_tol=1e-9)


def test_the_interval_is_that_of_the_paper() -> None:
    # Newcombe 1998, table II, method 10: 56/70 less 48/80.
    low, high = find_difference((56, 70), (48, 80))
    assert round(low, 4) == 0.0524
    assert round(high, 4) == 0.3339


def test_parts_are_told_from_the_whole_by_their_intervals() -> None:
    def build_part(low: float, high: float, n: int = 100) -> Row:
        return {"actual_low": low, "actual_high": high, "denominator": n}

    over, under, alike = build_part(60, 80), build_part(5, 20), build_part(30, 60)
    few = build_part(60, 80, 5)
    said = build_beside_whole(over, 50).replace("\xa0", " ")
    assert said == "tydligt över alla tillsammans (50 %)"
    assert "tydligt under" in build_beside_whole(under, 50)
    assert "kan inte säkert skiljas" in build_beside_whole(few, 50)
    assert build_beside_whole(over, None) == ""
    said = build_apart_phrase([over, under, alike], 50).replace("\xa0", " ")
    assert said == "1 tydligt över och 1 tydligt under 50 %"
    assert "ingen tydligt skild" in build_apart_phrase([alike, few], 50)
