"""Choose how firmly the experts' weights are held, by what came after earlier fits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.design import Design
from pipelines.risk.stages import ANCHORED_TUNED
from pipelines.risk.train import fit_model, score_linear, score_probability

Numbers = NDArray[np.float64]

#: Multiples of the experts' own uncertainty; the first is what they said.
WIDTHS = (1.0, 0.7, 1.4, 0.5, 2.0, 3.0)


@dataclass(frozen=True)
class Window:
    """What was known on an as-of date, and what the audits after it found.

    `x` and `later_x` are columns × audits.
    """

    design: Design
    x: Numbers
    has_major: NDArray[np.int64]
    labels: pl.DataFrame
    later_x: Numbers
    later_has_major: NDArray[np.int64]


def find_prior_width(
    windows: Sequence[Window], *, widths: Sequence[float] = WIDTHS
) -> float:
    """Find the width with the lowest log loss over all windows' later audits together.

    Returns:
        The first of `widths` when there are no windows to choose by, or when none is
        better than it by more than one standard error: in the simulated worlds the
        lowest loss alone chose widths up and down the list, and found no more risk.
    """
    if not windows:
        return widths[0]
    losses = [
        np.concatenate([_find_losses(window, prior_width=width) for window in windows])
        for width in widths
    ]
    lowest = int(np.argmin([loss.sum() for loss in losses]))
    gain = losses[0] - losses[lowest]
    error = float(gain.std()) * gain.size**0.5
    return widths[lowest] if gain.sum() > error else widths[0]


def _find_losses(window: Window, *, prior_width: float) -> Numbers:
    trained = fit_model(
        window.x,
        window.has_major,
        window.labels,
        window.design,
        stage=ANCHORED_TUNED,
        prior_width=prior_width,
    )
    chance = score_probability(score_linear(window.later_x, trained), trained)
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    return -np.log(np.where(window.later_has_major == 1, chance, 1 - chance))
