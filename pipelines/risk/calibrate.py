"""Set right how large the probabilities are, never their order.

A line in log-odds, intercept and slope, from scores that were given before the audits
were made. One line for all, and one per audit type: offices and factories are asked
different things.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import expit, logit

from pipelines.risk.anchored import AnchoredLogisticRegression

Numbers = NDArray[np.float64]

ALL_TYPES = "all"

#: Fewer majors, or fewer audits without one, cannot move a line.
FEWEST_OF_EACH = 8

#: A flatter line would call all suppliers alike.
FLATTEST = 0.1

NO_PRIOR_SD = 100.0


@dataclass(frozen=True)
class Line:
    """Log-odds become `intercept` + `slope` × log-odds; as they were: 0 and 1."""

    intercept: float = 0.0
    slope: float = 1.0


#: Lines by audit type; those not named use `all`.
Calibration = dict[str, Line]
UNCALIBRATED: Calibration = {ALL_TYPES: Line()}


def fit_calibration(
    probability: Numbers, has_major: NDArray[np.int64], audit_types: pl.Series
) -> Calibration:
    """Fit the lines to pooled scores of windows that came after their training.

    Few audits hold a line near leaving things as they are.

    Args:
        probability: As scored before the audit, uncalibrated.
        has_major: What the audit found, 0 or 1.
        audit_types: What kind of audit it was.
    """
    lines = {ALL_TYPES: _fit_line(probability, has_major)}
    for code in sorted(audit_types.drop_nulls().unique().to_list()):
        chosen = (audit_types == code).fill_null(False).to_numpy()
        # A type's own line starts from the line for all.
        lifted = score_calibrated(probability[chosen], lines)
        own = _fit_line(lifted, has_major[chosen])
        lines[code] = Line(
            intercept=own.intercept + own.slope * lines[ALL_TYPES].intercept,
            slope=max(own.slope * lines[ALL_TYPES].slope, FLATTEST),
        )
    return lines


def fit_free_line(probability: Numbers, has_major: NDArray[np.int64]) -> Line | None:
    """Fit a line that nothing holds back: how well calibrated were the scores?

    Returns:
        None when the audits had too few of either outcome to say.
    """
    if not _has_enough(has_major):
        return None
    model = AnchoredLogisticRegression(
        prior_mean=1.0, prior_sd=NO_PRIOR_SD, intercept_prior_sd=NO_PRIOR_SD
    ).fit(_build_log_odds(probability), has_major)
    return Line(float(model.intercept_[0]), float(model.coef_[0, 0]))


def score_calibrated(
    probability: Numbers, calibration: Calibration, audit_type: str = ALL_TYPES
) -> Numbers:
    """Return the probabilities on their line; exactly as they were without one."""
    line = calibration.get(audit_type, calibration[ALL_TYPES])
    if line == Line():
        return probability
    return expit(line.intercept + line.slope * _build_log_odds(probability)[:, 0])


def _fit_line(probability: Numbers, has_major: NDArray[np.int64]) -> Line:
    if not _has_enough(has_major):
        return Line()
    model = AnchoredLogisticRegression(
        prior_mean=1.0, prior_sd=0.5, expected_sign=1, intercept_prior_sd=1.0
    ).fit(_build_log_odds(probability), has_major)
    slope = max(float(model.coef_[0, 0]), FLATTEST)
    return Line(float(model.intercept_[0]), slope)


def _has_enough(has_major: NDArray[np.int64]) -> bool:
    n_major = int(has_major.sum())
    return min(n_major, has_major.size - n_major) >= FEWEST_OF_EACH


def _build_log_odds(probability: Numbers) -> Numbers:
    return logit(np.clip(probability, 1e-9, 1 - 1e-9))[:, None]
