from datetime import date

import polars as pl
import pytest

from app.charts.forms import Line
from app.charts.goal_words import DOUBTS, NO_FORECAST
from app.charts.kpi_line import Told, build_forecast_sentence, build_kpi_line
from app.charts.spec import Footer, Row
from app.charts.words import Period

FOOTER = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
GOAL: Row = {
    "kpi_id": "KPI-112-10",
    "kpi_name": "Antal bedömda självskattningar",
    "unit_code": "count",
    "unit_name": "självskattningar",
    "status_code": "met",
    "status_reason_code": None,
    "n_missing": 0,
    "forecast_year": 2025,
    "forecast": 48.0,
    "forecast_low": 46.0,
    "forecast_high": 51.0,
    "target_chance_pct": 99.7,
    "doubt_code": None,
    "no_forecast_code": None,
}
YEARS = pl.DataFrame(
    {
        "period_year": [2021, 2023, 2024, 2025],
        "actual": [47.0, 45.0, 49.0, 44.0],
        "numerator": [47.0, 45.0, 49.0, 44.0],
        "denominator": pl.Series([None] * 4, dtype=pl.Float64),
        "target": [None, 42.0, 45.0, 49.0],
    }
)
ACCURACY = pl.DataFrame({"held_pct": [82.0], "n_forecasts": [1111]})


def build_told(year: int = 2024, *, is_whole: bool = True, **more: object) -> Told:
    period = Period(year, 2025)
    return Told(GOAL | more, period, "Riket", is_whole=is_whole, footer=FOOTER)


def test_the_title_says_the_figure_and_how_the_goal_stands() -> None:
    spec = build_kpi_line(build_told(), YEARS, [])
    assert spec.title == (
        "Antal bedömda självskattningar ökade 2024 från 45 till 49 (målet: uppnått)"
    )
    assert spec.subtitle == "Per år, självskattningar, Riket"
    open_year = build_told(2025, status_code="not_assessable")
    assert build_kpi_line(open_year, YEARS, []).title == (
        "Antal bedömda självskattningar hittills 2025: 44 (målet: kan ej bedömas)"
    )
    missing = build_kpi_line(build_told(2022), YEARS, [])
    assert missing.title == "Antal bedömda självskattningar 2022: ingen uppgift"


def test_a_missing_year_is_a_gap_and_the_target_is_that_of_the_year() -> None:
    marks = build_kpi_line(build_told(), YEARS, []).marks
    assert isinstance(marks, Line)
    assert marks.labels == ("2021", "2022", "2023", "2024", "2025")
    assert marks.numbers == (47.0, None, 45.0, 49.0, 44.0)
    assert marks.targets == (None, None, 42.0, 45.0, 49.0)
    assert (marks.accent, marks.open_positions) == (3, (4,))
    assert marks.range_text == "46–51"


def test_one_category_has_neither_target_nor_forecast() -> None:
    spec = build_kpi_line(build_told(is_whole=False), YEARS, [])
    assert isinstance(spec.marks, Line)
    assert spec.marks.forecast is None
    assert set(spec.marks.targets) == {None}
    assert "gäller alla kategorier" in spec.note
    assert spec.title == "Antal bedömda självskattningar ökade 2024 från 45 till 49"


def test_a_break_stands_at_its_year_and_is_told() -> None:
    spec = build_kpi_line(build_told(), YEARS, [date(2025, 1, 1)])
    assert isinstance(spec.marks, Line)
    assert spec.marks.break_positions == (4,)
    assert "Från 2025-01-01 räknar serien något annat" in spec.note


def test_the_forecast_says_interval_chance_and_how_often_it_held() -> None:
    words = build_forecast_sentence(GOAL, ACCURACY).replace("\xa0", " ")
    assert "Prognos för 2025: 48, med 80 procents säkerhet 46–51." in words
    assert "Chans att nå målet: över 99 %." in words
    assert "höll 82 % av intervallen (1 111 prognoser)" in words


@pytest.mark.parametrize("code", NO_FORECAST)
def test_without_a_forecast_the_reason_is_said(code: str) -> None:
    goal = GOAL | {"forecast": None, "no_forecast_code": code}
    words = build_forecast_sentence(goal, ACCURACY.clear())
    assert words.startswith("Ingen prognos för 2025: ")


@pytest.mark.parametrize("code", DOUBTS)
def test_a_doubted_forecast_says_so(code: str) -> None:
    words = build_forecast_sentence(GOAL | {"doubt_code": code}, ACCURACY)
    assert "tidigare år" in words.rpartition("prognoser). ")[2]
