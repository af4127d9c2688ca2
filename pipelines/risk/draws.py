"""How sure the list is: draw the weights many times and see who stays on it.

Neither experts nor audits tell the weights exactly. Each draw takes all weights from
what is known of them, ranks all suppliers anew, and notes who is among the first k and
how far each probability moves.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort
from pipelines.risk.draw_weights import draw_weights
from pipelines.risk.rule import Rule
from pipelines.risk.score import Scores
from pipelines.risk.train import Trained, score_probability

Numbers = NDArray[np.float64]

#: Draws × rows held at a time: 25 × 200,000 figures are 40 MB.
DRAWS_AT_A_TIME = 25

#: Between two of these log-odds a probability is a straight line: wrong by 1e-6.
N_NODES = 20_001
LAST_NODE = 30.0

#: Lowest share of the draws, in falling order. Below the last one: outside the list.
BANDS = (("very_likely", 0.8), ("likely", 0.5), ("borderline", 0.2))


@dataclass(frozen=True)
class Drawn:
    """What the draws tell, one figure per row of the cohort, NaN where not eligible.

    `share_in_top` is the share of the draws in which the supplier is among the first
    `plan_size`: it has one place on the list, by its best eligible row, and all its
    eligible rows carry the same share. `probability_sd` is how far the row's own
    probability moves from draw to draw.
    """

    share_in_top: Numbers
    probability_sd: Numbers


def score_draws(cohort: Cohort, scores: Scores, rule: Rule) -> Drawn:
    """Rank the cohort once per draw of the weights and count what comes out."""
    eligible = np.flatnonzero(cohort.is_eligible)
    suppliers = cohort.rows["supplier_id"].gather(eligible)
    # Rows come in the order of their keys, so each supplier's rows lie together.
    first_rows = np.flatnonzero((suppliers != suppliers.shift(1)).fill_null(True))
    x = np.ascontiguousarray(scores.x[:, eligible])
    stake = scores.stake[eligible]
    drawn = draw_weights(scores.trained, n_draws=rule.n_draws, seed=rule.seed)
    find_probability = build_curve(scores.trained)

    counted = np.zeros(first_rows.size)
    apart, squared = np.zeros((2, eligible.size))
    for start in range(0, rule.n_draws, DRAWS_AT_A_TIME):
        batch = drawn[start : start + DRAWS_AT_A_TIME]
        linear = batch[:, 1:] @ x + batch[:, :1]
        probability = find_probability(linear)
        # Counted from the published figure, so that nothing cancels in the squares.
        moved = probability - scores.probability[eligible]
        apart += moved.sum(axis=0)
        squared += (moved**2).sum(axis=0)
        value = stake * probability
        for best in np.maximum.reduceat(value, first_rows, axis=1):
            counted += _share_places(best, rule.plan_size)

    n_rows = np.diff(np.append(first_rows, eligible.size))
    variance = squared / rule.n_draws - (apart / rule.n_draws) ** 2
    share, sd = np.full((2, cohort.rows.height), np.nan)
    share[eligible] = np.repeat(np.round(counted / rule.n_draws, 12), n_rows)
    sd[eligible] = np.round(np.sqrt(np.maximum(variance, 0.0)), 9)
    return Drawn(share_in_top=share, probability_sd=sd)


def find_band(share_in_top: str) -> pl.Expr:
    """Name the band of a column of shares; null outside the list."""
    band = pl.lit(None, pl.String)
    for code, lowest in reversed(BANDS):
        band = (
            pl.when(pl.col(share_in_top) >= lowest).then(pl.lit(code)).otherwise(band)
        )
    return band


def build_curve(trained: Trained) -> Callable[[Numbers], Numbers]:
    """Return the way from log-odds to probability, quick enough for many draws."""
    nodes = np.linspace(-LAST_NODE, LAST_NODE, N_NODES)
    probability = score_probability(nodes, trained)
    return lambda linear: np.interp(linear, nodes, probability)


def _share_places(best: NDArray[np.float64], places: int) -> NDArray[np.float64]:
    if best.size <= places:
        return np.ones(best.size)
    last_in = np.partition(best, best.size - places)[best.size - places]
    above = best > last_in
    tied = best == last_in
    # Suppliers about whom the same is known share the places that are left: no name
    # and no order in a file decides.
    return above + tied * ((places - above.sum()) / tied.sum())
