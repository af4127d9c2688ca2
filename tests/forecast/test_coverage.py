"""Intervals hold as often as they say on data whose truth is known."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.forecast.programmes import N_YEARS, forecast, make_counts, make_history

MONTHS_KNOWN = (2, 5, 8, 10)


def find_held(make: Callable[[np.random.Generator], tuple]) -> tuple[float, float]:
    """Share of intervals that held, and our error beside last year's."""
    held, ours, last_years = [], 0.0, 0.0
    for seed in range(60):
        months, of = make(np.random.default_rng(seed))
        history = make_history(months, of)
        came = months[:, -1].sum(axis=1)
        before = months[:, -2].sum(axis=1)
        if of is not None:
            came = 100 * came / of[:, -1].sum(axis=1)
            before = 100 * before / of[:, -2].sum(axis=1)
        for known in MONTHS_KNOWN:
            low, middle, high, _ = forecast(history, known)
            held.extend((low <= came) & (came <= high))
            ours += np.abs(middle - came).sum()
            last_years += np.abs(before - came).sum()
    return float(np.mean(held)), ours / last_years


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param({"mean": 60}, id="poisson"),
        pytest.param({"mean": 6, "n_places": 8}, id="few things in many places"),
        pytest.param({"mean": 60, "year_size": 12}, id="years that differ"),
        pytest.param({"mean": 200, "clump": 6}, id="things that come in clumps"),
        pytest.param({"mean": 40, "growth": 1.15}, id="growth"),
        pytest.param({"mean": 50_000, "clump": 400}, id="very many"),
    ],
)
def test_count_intervals_hold_seven_to_nine_times_of_ten(shape: dict) -> None:
    held, error = find_held(lambda random: (make_counts(random, **shape), None))
    assert 0.70 <= held <= 0.90
    assert error < 1


def test_a_total_that_is_the_same_every_year_is_seen_as_such() -> None:
    def make(random: np.random.Generator) -> tuple:
        counts = random.multinomial(40, np.full(12, 1 / 12), (1, N_YEARS))
        return counts.astype(float), None

    months, _ = make(np.random.default_rng(1))
    low, middle, high, _ = forecast(make_history(months), 6)
    assert abs(middle[0] - 40) <= 2
    # Chance alone would leave the second half open by about 6 either way.
    assert high[0] - low[0] <= 8


@pytest.mark.parametrize("moves", [0.0, 0.08], ids=["steady", "moving"])
def test_share_intervals_hold_seven_to_nine_times_of_ten(moves: float) -> None:
    def make(random: np.random.Generator) -> tuple:
        of = make_counts(random, mean=80)
        part = np.clip(0.6 + random.normal(0, moves, (1, N_YEARS)), 0.02, 0.98)
        return random.binomial(of.astype(int), part[:, :, None]).astype(float), of

    held, error = find_held(make)
    assert 0.70 <= held <= 0.90
    assert error < 1
