"""What a forecast may depend on, and when there is none."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.forecast.backtest import build_backtest
from pipelines.forecast.counts import Rest
from pipelines.forecast.figures import Figures, build_histories
from pipelines.forecast.outlook import build_ending, fit_outlook
from pipelines.forecast.this_year import build_forecasts
from tests.forecast.programmes import (
    N_YEARS,
    forecast,
    make_counts,
    make_frame,
    make_history,
)

OCTOBER = date(2025, 10, 31)
GOAL = {
    "plan_code": "plan",
    "kpi_id": "KPI-1",
    "place_code": "SE",
    "target_kind_code": "abs_min",
    "attainment_rule_code": "target",
    "target": 50.0,
    "previous_actual": 60.0,
}


@pytest.fixture
def months() -> np.ndarray:
    return make_counts(np.random.default_rng(3), mean=60)


def build_one(months: np.ndarray, **goal: object) -> dict:
    histories = build_histories(make_frame(months[0]), 2025)
    goals = pl.DataFrame([GOAL | goal])
    return build_forecasts(Figures(OCTOBER, histories), goals).row(0, named=True)


def test_the_same_figures_give_the_same_forecasts(months: np.ndarray) -> None:
    of = months + 5
    for history in (make_history(months), make_history(months, of)):
        first, second = (build_backtest((history,)) for _ in range(2))
        assert first.equals(second)
        assert first.height == 11 * (N_YEARS - 1 - 3)


def test_the_order_of_the_rows_does_not_matter(months: np.ndarray) -> None:
    frame = make_frame(months[0])
    [in_order] = build_histories(frame, 2025)
    [shuffled] = build_histories(frame.sample(fraction=1, shuffle=True, seed=1), 2025)
    assert np.array_equal(in_order.numerators, shuffled.numerators)


def test_only_which_months_are_known_matters_not_what_they_are_called(
    months: np.ndarray,
) -> None:
    order = [*np.random.default_rng(5).permutation(8), 8, 9, 10, 11]
    as_is, moved = (
        forecast(make_history(made), 8)[:3] for made in (months, months[:, :, order])
    )
    assert as_is == moved


def test_later_months_and_years_are_not_looked_at(months: np.ndarray) -> None:
    changed = months.copy()
    changed[:, 5, 4:] = 999
    changed[:, 6:] = 999
    as_is, unknown = (
        forecast(make_history(made), 4, year=5)[:3] for made in (months, changed)
    )
    assert as_is == unknown


def test_more_so_far_never_lowers_a_forecast(months: np.ndarray) -> None:
    more = months.copy()
    more[:, -1, 3] += 10
    _, middle, _, _ = forecast(make_history(months), 6)
    _, raised, _, _ = forecast(make_history(more), 6)
    assert raised[0] >= middle[0]


def test_nothing_is_forecast_below_what_has_come(months: np.ndarray) -> None:
    months[:, -1, 0] = 500
    low, _, _, _ = forecast(make_history(months), 1)
    assert low[0] >= 500


def test_two_earlier_years_are_too_little(months: np.ndarray) -> None:
    assert fit_outlook(make_history(months), 2) is None
    assert fit_outlook(make_history(months), 3) is not None
    found = build_one(months[:, -3:])
    # Three years end in 2020 here, so nothing has come in 2025 either.
    assert found["reason_code"] == "nothing_this_year"
    shifted = np.zeros_like(months)
    shifted[:, -3:] = months[:, -3:]
    found = build_one(shifted)
    assert found["reason_code"] == "too_little_history"
    assert found["forecast"] is None


def test_a_place_needs_figures_of_its_own_in_three_years() -> None:
    months = make_counts(np.random.default_rng(4), mean=30, n_places=3)
    history = make_history(months)
    seen = history.has_figures.copy()
    seen[2, :-3] = False
    outlook = fit_outlook(replace(history, has_figures=seen), N_YEARS - 1)
    assert outlook is not None
    assert list(outlook.at) == [0, 1]


@pytest.mark.parametrize(
    ("changed", "reason_code"),
    [
        ({"unit_code": "days"}, "not_a_count_or_share"),
        ({"denominator": 21.0}, "not_a_count_or_share"),
    ],
)
def test_other_figures_than_counts_and_shares_are_not_forecast(
    months: np.ndarray, changed: dict, reason_code: str
) -> None:
    [history] = build_histories(make_frame(months[0], **changed), 2025)
    assert history.reason_code == reason_code


def test_what_counts_once_a_year_is_not_added_over_months(months: np.ndarray) -> None:
    frame = make_frame(months[0]).with_columns(
        numerator=pl.when(pl.col("period_kind_code") == "year")
        .then(pl.col("numerator") - 1)
        .otherwise("numerator")
    )
    [history] = build_histories(frame, 2025)
    assert history.reason_code == "months_do_not_add_up"


def test_a_source_that_starts_in_the_autumn_has_no_whole_first_year(
    months: np.ndarray,
) -> None:
    months[0, 0, :8] = 0
    [history] = build_histories(make_frame(months[0]), 2025)
    assert history.first_year == 2019


def test_the_chance_follows_the_rule_of_the_target(months: np.ndarray) -> None:
    so_far = months[0, -1, :10].sum()
    months[0, -1, 10:] = 0
    reached = build_one(months, target=so_far)
    assert reached["target_chance"] == 1
    at_least = build_one(months, target=so_far + 3)["target_chance"]
    more_than = build_one(
        months, target=None, target_kind_code="gt_prev_year", previous_actual=so_far + 2
    )["target_chance"]
    at_most = build_one(months, target_kind_code="abs_max", target=so_far + 2)
    fewer = build_one(
        months, target_kind_code="lt_prev_year", previous_actual=so_far + 3
    )
    assert 0 < at_least < 1
    assert more_than == pytest.approx(at_least)
    assert at_most["target_chance"] == pytest.approx(1 - at_least)
    assert fewer["target_chance"] == pytest.approx(1 - at_least)


@pytest.mark.parametrize(
    "goal",
    [
        {"target_kind_code": None, "target": None},
        {"target_kind_code": "gt_prev_year", "previous_actual": None},
        {
            "target_kind_code": "gt_prev_year",
            "attainment_rule_code": "rises_and_no_category_zero",
        },
    ],
    ids=["no target", "no year before", "categories count too"],
)
def test_without_a_target_that_can_be_told_there_is_no_chance(
    months: np.ndarray, goal: dict
) -> None:
    found = build_one(months, **goal)
    assert found["forecast"] is not None
    assert found["target_chance"] is None


def test_a_year_that_is_over_is_not_forecast(months: np.ndarray) -> None:
    histories = build_histories(make_frame(months[0]), 2025)
    found = build_forecasts(
        Figures(date(2025, 12, 31), histories), pl.DataFrame([GOAL])
    )
    assert found["reason_code"].to_list() == ["year_is_over"]


def test_a_year_without_a_plan_has_no_forecast(months: np.ndarray) -> None:
    figures = Figures(OCTOBER, build_histories(make_frame(months[0]), 2025))
    assert build_forecasts(figures, pl.DataFrame([GOAL]).clear()).is_empty()


def test_a_begun_month_counts_by_its_days() -> None:
    assert Figures(date(2025, 11, 15), ()).months_known == pytest.approx(10.5)
    assert Figures(OCTOBER, ()).months_known == 10


def test_a_share_of_all_is_reached_only_when_none_is_missed() -> None:
    of = np.full((1, N_YEARS, 12), 5.0)
    done = of.copy()
    done[:, :-1, 0] -= 1
    outlook = fit_outlook(make_history(done, of), N_YEARS - 1)
    assert outlook is not None
    ending = build_ending(outlook, 10, n_draws=2000)
    chance = ending.find_chance_of(np.array([100.0]))
    assert 0.5 < chance[0] < 1
    done[:, -1, 0] -= 1
    missed = build_ending(outlook, 10, n_draws=2000)
    assert missed.find_chance_of(np.array([100.0]))[0] == 0


@pytest.mark.parametrize(
    ("variance", "spread"), [(4.0, "binomial"), (9.0, "poisson"), (30.0, "negative")]
)
def test_the_rest_has_the_mean_and_variance_it_was_given(
    variance: float, spread: str
) -> None:
    rest = Rest(mean=np.array([9.0]), variance=np.array([variance]))
    drawn = rest.draw(40_000, np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(9, rel=0.02), spread
    assert drawn.var() == pytest.approx(variance, rel=0.15), spread
    for figure in (3.0, 9.0, 14.0):
        at_least = rest.find_chance_of(np.array([figure]))[0]
        assert at_least == pytest.approx((drawn >= figure).mean(), abs=0.01)
