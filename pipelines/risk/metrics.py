"""How good an order of suppliers was, once audits have told.

Every function takes rows × draws of weights and returns one figure per draw, NaN where
there is nothing to judge by. Ties are shared: each order of equal rows is as likely.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.risk.tie_order import (
    Figures,
    TieOrder,
    score_before,
    score_in_strata,
    score_in_ties,
)

NEWTON_STEPS = 12
LONGEST_STEP = 2.0
AT_REST = 1e-7
SMALLEST_AREA = 1e-9
#: A steeper line means that the probabilities split the outcomes: no line exists.
STEEPEST = 20.0


@dataclass(frozen=True)
class Chosen:
    """What the first k of each window held, summed over windows; one per draw."""

    n_chosen: Figures
    n_hits: Figures
    n_rows: Figures
    n_major: Figures

    @property
    def precision(self) -> Figures:
        """Share of the chosen that had a major finding."""
        return score_share(self.n_hits, self.n_chosen)

    @property
    def recall(self) -> Figures:
        """Share of those with a major finding that were chosen."""
        return score_share(self.n_hits, self.n_major)

    @property
    def lift(self) -> Figures:
        """Precision, counted in that of choosing blindly."""
        return score_share(self.precision, score_share(self.n_major, self.n_rows))


def score_share(part: Figures, whole: Figures) -> Figures:
    """Divide; NaN where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)


def score_auc(order: TieOrder, is_major: NDArray[np.bool_], weight: Figures) -> Figures:
    """Score how often one with a major finding stands before one without.

    Pairs are made within strata only, and all pairs weigh the same.
    """
    major = score_in_ties(order, weight * is_major[:, None])
    clean = score_in_ties(order, weight * ~is_major[:, None])
    n_clean = score_in_strata(order, clean)
    after = n_clean[order.stratum_of_tie] - score_before(order, clean) - clean
    pairs = (score_in_strata(order, major) * n_clean).sum(axis=0)
    return score_share((major * (after + clean / 2)).sum(axis=0), pairs)


def score_first(
    order: TieOrder,
    is_major: NDArray[np.bool_],
    weight: Figures,
    places: Figures,
    *,
    ties: str = "random",
) -> Chosen:
    """Count what stands in the first places of each stratum.

    Args:
        order: Strata are windows.
        is_major: One per row.
        weight: Rows × draws.
        places: How many each stratum has room for, in the order of the strata.
        ties: Who comes first among equals: `random` shares the places, `best` takes
            those with a major finding first, `worst` last.
    """
    major = score_in_ties(order, weight * is_major[:, None])
    rows = score_in_ties(order, weight)
    room = places[order.stratum_of_tie][:, None] - score_before(order, rows)
    taken = np.clip(room, 0, rows)
    if ties == "best":
        hits = np.minimum(taken, major)
    elif ties == "worst":
        hits = np.maximum(taken - (rows - major), 0)
    else:
        hits = taken * np.nan_to_num(score_share(major, rows))
    return Chosen(
        n_chosen=taken.sum(axis=0),
        n_hits=hits.sum(axis=0),
        n_rows=rows.sum(axis=0),
        n_major=major.sum(axis=0),
    )


def score_average_precision(
    order: TieOrder, is_major: NDArray[np.bool_], weight: Figures
) -> Figures:
    """Score the mean precision down to each row with a major finding."""
    major = score_in_ties(order, weight * is_major[:, None])
    rows = score_in_ties(order, weight)
    precision = score_share(
        score_before(order, major) + major, score_before(order, rows) + rows
    )
    return score_share(
        (np.nan_to_num(precision) * major).sum(axis=0), major.sum(axis=0)
    )


def score_brier(
    probability: Figures, is_major: NDArray[np.bool_], weight: Figures
) -> tuple[Figures, Figures]:
    """Score how far off the probabilities were.

    Returns:
        The mean squared error, and its skill: 1 is perfect, 0 no better than giving
        everyone the rate that came, below 0 worse.
    """
    error = np.square(probability - is_major)[:, None]
    total = weight.sum(axis=0)
    brier = score_share((error * weight).sum(axis=0), total)
    rate = score_share((weight * is_major[:, None]).sum(axis=0), total)
    return brier, 1 - score_share(brier, rate * (1 - rate))


def score_line(
    probability: Figures, is_major: NDArray[np.bool_], weight: Figures
) -> tuple[Figures, Figures]:
    """Fit the calibration line: what came against what was said, in log-odds.

    Returns:
        Intercept and slope; 0 and 1 where the probabilities held. NaN where the
        probabilities or the outcomes are all alike.
    """
    sure = np.clip(probability, 1e-6, 1 - 1e-6)
    x = np.log(sure / (1 - sure))[:, None]
    y = is_major.astype(float)[:, None]
    intercept, slope = np.zeros(weight.shape[1]), np.ones(weight.shape[1])
    for _ in range(NEWTON_STEPS):
        said = 1 / (1 + np.exp(-np.clip(intercept + slope * x, -30, 30)))
        miss, curve = weight * (y - said), weight * said * (1 - said)
        down = (miss.sum(axis=0), (miss * x).sum(axis=0))
        a, b = curve.sum(axis=0), (curve * x).sum(axis=0)
        c = (curve * x * x).sum(axis=0)
        area = a * c - b * b
        with np.errstate(divide="ignore", invalid="ignore"):
            step_up = (c * down[0] - b * down[1]) / area
            step_along = (a * down[1] - b * down[0]) / area
        intercept = intercept + np.clip(step_up, -LONGEST_STEP, LONGEST_STEP)
        slope = slope + np.clip(step_along, -LONGEST_STEP, LONGEST_STEP)
        if np.nanmax(np.abs([step_up, step_along]), initial=0.0) < AT_REST:
            break
    n_major = (weight * y).sum(axis=0)
    is_mixed = (n_major > 0) & (n_major < weight.sum(axis=0))
    is_found = is_mixed & (area > SMALLEST_AREA) & (np.abs(slope) < STEEPEST)
    return (
        np.where(is_found, intercept, np.nan),
        np.where(is_found, slope, np.nan),
    )
