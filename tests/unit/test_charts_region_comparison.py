from datetime import date

import polars as pl

from app.charts.forms import Dots, Funnel
from app.charts.region_comparison import build_region_comparison
from app.charts.region_measures import Compared
from app.charts.screen import draw_chart
from app.charts.spec import Footer
from app.messages import load_language

FOOTER = Footer("källan", date(2024, 12, 31), "Hela landet", "b1", is_example=False)
NAMES = ["Region Örebro län", "Region Skåne", "Region Gotland", "Region Dalarna"]


def build_rows(
    counted: list[int], base: float = 100.0, *, are_few: bool = False
) -> pl.DataFrame:
    names = [*NAMES, "Region Blekinge"][: len(counted)]
    rates = [100.0 * n / base for n in counted]
    return pl.DataFrame(
        {
            "region_code": [f"{at:02}" for at in range(len(counted))],
            "region_name": names,
            "n_counted": [float(n) for n in counted],
            "base": [base] * len(counted),
            "rate": rates,
            "rate_low": [rate * 0.8 for rate in rates],
            "rate_high": [rate * 1.2 for rate in rates],
            "nation_rate": [50.0] * len(counted),
            "alike_low": [40.0] * len(counted),
            "alike_high": [60.0] * len(counted),
            "is_too_few": [are_few] * len(counted),
            "n_held_back": [0] * len(counted),
        }
    )


def compare(rows: pl.DataFrame, measure_code: str = "share"):
    load_language("sv")
    return build_region_comparison(
        rows, Compared("Andel", measure_code, 2024, "01", FOOTER)
    )


def test_regions_stand_by_name_with_intervals() -> None:
    spec = compare(build_rows([90, 50, 51, 52, 10]))
    assert isinstance(spec.marks, Dots)
    assert spec.marks.labels == (
        "Blekinge",
        "Dalarna",
        "Gotland",
        "Skåne",
        "Örebro län",
    )
    assert spec.marks.accent == 3
    assert spec.title == (
        "1 av 5 regioner ligger tydligt över landet och 1 tydligt under "
        "(landet 50\xa0%)"
    )


def test_small_numbers_are_a_funnel_naming_only_what_chance_cannot_explain() -> None:
    spec = compare(build_rows([9, 5, 5, 5], base=10, are_few=True))
    assert isinstance(spec.marks, Funnel)
    named = [spec.marks.labels[at] for at in spec.marks.named]
    assert named == ["Skåne", "Örebro län"]
    assert spec.title.startswith("1 region ligger utanför")
    assert "För få för att rangordna: Region Dalarna" in spec.note
    assert len(draw_chart(spec).data) == 2


def test_without_enough_cases_nothing_is_ranked() -> None:
    spec = compare(build_rows([5, 5, 5, 5], base=10, are_few=True))
    assert spec.title == (
        "För få för att rangordna: slumpen förklarar alla skillnader (landet 50\xa0%)"
    )
    assert {row[-1] for row in spec.table.rows} == {"för få för att rangordna"}


def test_a_rate_says_how_many_it_rests_on() -> None:
    spec = compare(build_rows([30, 25, 40, 45, 50]), "per_100_contracts")
    assert spec.marks.texts[0] == "50 (50)"
