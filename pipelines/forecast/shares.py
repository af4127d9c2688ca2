"""The rest of a year's share: beta-binomial, with the rest of what it is a share of.

How many more things the share will be of is forecast as a count. How large a part of
them will be done starts from the last years, as sure as one year has told of the next,
and moves with what has come this year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.forecast.counts import CountOutlook, build_rest, fit_counts

Numbers = NDArray[np.float64]

#: How much a year says of the share beside the year after it.
KEPT = 0.5
#: What the earlier years say is worth so many things of this year, within limits.
LEAST_CERTAINTY, MOST_CERTAINTY = 1.0, 400.0
#: Below this, things of one month differ no more than chance alone would have it.
ALIKE = 1.05
LEVEL_THINGS = 2.0


@dataclass(frozen=True)
class ShareOutlook:
    """A coming year: what it is a share of, and the share with its certainty."""

    denominators: CountOutlook
    expected: Numbers
    certainty: Numbers
    clustering: Numbers


def fit_shares(done: Numbers, of: Numbers, levels: NDArray[np.int_]) -> ShareOutlook:
    """Fit the coming year of every place.

    Args:
        done: Places × whole earlier years × 12.
        of: What it is a share of, in the same order.
        levels: Level of each place; places of one level learn from each other.
    """
    expected, certainty, clustering = (np.zeros(levels.size) for _ in range(3))
    for level in np.unique(levels):
        at = levels == level
        clustering[at] = _fit_clustering(done[at], of[at])
        expected[at] = _expect(done[at].sum(axis=2), of[at].sum(axis=2))
        certainty[at] = _fit_certainty(
            done[at].sum(axis=2), of[at].sum(axis=2), clustering[at][0]
        )
    return ShareOutlook(fit_counts(of, levels), expected, certainty, clustering)


def draw_year(
    outlook: ShareOutlook,
    done: Numbers,
    of: Numbers,
    months_known: float,
    random: np.random.Generator,
    n_draws: int,
) -> tuple[Numbers, Numbers]:
    """Draw how the year may end.

    Args:
        outlook: The year as seen from its first day.
        done: What has come so far, per place.
        of: What it is a share of, so far.
        months_known: How much of the year that is.
        random: Same seed, same draws.
        n_draws: How many.

    Returns:
        Shares in percent at the end of the year, draws × places, empty (NaN) where
        nothing comes; and what more they are a share of, draws × places.
    """
    rest = build_rest(outlook.denominators, of, months_known).draw(n_draws, random)
    before = outlook.expected * outlook.certainty
    more = done / outlook.clustering
    less = (of - done) / outlook.clustering
    shape = rest.shape
    part = random.beta(before + more, outlook.certainty - before + less, shape)
    part = _draw_together(part, rest, outlook.clustering, random)
    came = random.binomial(rest.astype(np.int64), part)
    total = of + rest
    share = 100 * (done + came) / np.where(total > 0, total, np.nan)
    return share, rest


def _draw_together(
    part: Numbers, rest: Numbers, clustering: Numbers, random: np.random.Generator
) -> Numbers:
    together = clustering > ALIKE
    if not together.any():
        return part
    strength = np.maximum(rest[:, together] - 1, 0.1) / (clustering[together] - 1)
    inside = np.clip(part[:, together], 1e-6, 1 - 1e-6)
    drawn = part.copy()
    drawn[:, together] = random.beta(inside * strength, (1 - inside) * strength)
    return drawn


def _expect(done: Numbers, of: Numbers) -> Numbers:
    weights = KEPT ** np.arange(done.shape[1])[::-1]
    level = (done.sum(axis=0) @ weights + 0.5) / (of.sum(axis=0) @ weights + 1)
    return (done @ weights + LEVEL_THINGS * level) / (of @ weights + LEVEL_THINGS)


def _fit_certainty(done: Numbers, of: Numbers, clustering: float) -> float:
    """Fit what earlier years are worth, by how far off they were before."""
    missed, by_chance = 0.0, 0.0
    for year in range(1, done.shape[1]):
        expected = _expect(done[:, :year], of[:, :year])
        n_things = of[:, year] / clustering
        seen = n_things > 0
        spread = (expected * (1 - expected))[seen]
        error = (done[seen, year] / of[seen, year] - expected[seen]) ** 2
        # Each place counts by what it has to say.
        missed += (n_things[seen] * error).sum() - spread.sum()
        by_chance += (n_things[seen] * spread).sum()
    if by_chance <= 0:
        return LEAST_CERTAINTY
    # Joined by one error that a certainty of ten things would give.
    variance_part = (max(missed, 0.0) + by_chance / max(of.shape[1] - 1, 1) / 10) / (
        by_chance * (1 + 1 / max(of.shape[1] - 1, 1))
    )
    return float(np.clip(1 / variance_part - 1, LEAST_CERTAINTY, MOST_CERTAINTY))


def _fit_clustering(done: Numbers, of: Numbers) -> float:
    yearly = done.sum(axis=2, keepdims=True) / np.maximum(
        of.sum(axis=2, keepdims=True), 1
    )
    by_chance = (of * yearly * (1 - yearly)).sum()
    if by_chance <= 0:
        return 1.0
    found = ((done - of * yearly) ** 2).sum() * 12 / 11
    average = by_chance / max((of > 0).sum(), 1)
    return max(float((found + 12 * average) / (by_chance + 12 * average)), 1.0)
