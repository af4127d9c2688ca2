"""Train the model in use: the experts' rule, moved as far as the audits move it.

x, labels -> [nuisances] -> [anchored] -> Trained -> [score]
"""

from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.anchored import AnchoredLogisticRegression
from pipelines.risk.calibrate import (
    ALL_TYPES,
    UNCALIBRATED,
    Calibration,
    score_calibrated,
)
from pipelines.risk.design import CATEGORY, Design
from pipelines.risk.nuisances import build_nuisances, build_offsets, score_marginal
from pipelines.risk.stages import PRIOR

Numbers = NDArray[np.float64]

NUISANCE_SD = 0.5

#: The experts guess how many audits have a major finding. Audits go to the suspected,
#: so this says little of the average supplier, from whom the weights are counted: the
#: level is learned almost freely. It changes no order. In the simulated worlds the
#: calibration error fell a little (.048 to .040 in A, .040 to .034 in B, 4 seeds).
LEVEL_SD = 2.0

#: Experts are nearly right about most categories and quite wrong about a few. Category
#: effects are Student's t with so few degrees of freedom: the sd of each is found again
#: from how far the audits have moved it, a few times. Measured in the simulated worlds
#: (12 seeds, 100 audits a year): .01 more where three categories are wrong, .002 less
#: where none is.
EFFECT_FREEDOM = 2
EFFECT_ROUNDS = 3


@dataclass(frozen=True)
class Trained:
    """A model that can score: plain figures, nothing to unpickle.

    `weights` and `design.columns` belong together. `centre` and `covariance` are of
    the intercept and the weights, for draws. `offsets` is what auditors, forms and
    years added to the training rows' log-odds, in rising order.
    """

    design: Design
    stage_code: str
    intercept: float
    weights: Numbers
    centre: Numbers
    covariance: Numbers
    offsets: Numbers
    nuisance_weights: dict[str, float]
    n_labels: int
    n_positives: int
    prior_width: float = 1.0
    calibration: Calibration = field(default_factory=lambda: dict(UNCALIBRATED))


def build_model(
    design: Design, *, prior_width: float = 1.0
) -> AnchoredLogisticRegression:
    """Build the estimator that knows what the experts think of each column."""
    return AnchoredLogisticRegression(
        prior_mean=design.prior_means,
        prior_sd=design.prior_sds,
        expected_sign=design.signs,
        intercept_prior_mean=design.intercept.prior_mean,
        intercept_prior_sd=design.intercept.prior_sd,
        prior_width=prior_width,
        nuisance_sd=NUISANCE_SD,
    )


def build_prior(design: Design, *, n_labels: int = 0, n_positives: int = 0) -> Trained:
    """Build the experts' rule as a model: what there is before audits may speak."""
    return _keep(
        build_model(design).fit_prior(len(design.columns)),
        design,
        stage_code=PRIOR,
        n_labels=n_labels,
        n_positives=n_positives,
    )


def fit_model(
    x: Numbers,
    has_major: NDArray[np.int64],
    labels: pl.DataFrame,
    design: Design,
    *,
    stage: str,
    prior_width: float = 1.0,
    calibration: Calibration | None = None,
) -> Trained:
    """Fit the weights to audits whose outcome was known.

    Args:
        x: Columns × audits from `build_columns`, each audit as of its own decision.
        has_major: Whether the audit found a major deviation, 0 or 1.
        labels: The same audits with what `build_nuisances` looks for.
        design: The columns and what the experts think of them.
        stage: From `find_stage`; at the first one audits are counted but not heard.
        prior_width: From `find_prior_width`, 1 where there are too few to choose.
        calibration: Lines from `fit_calibration`.
    """
    counts = {"n_labels": has_major.size, "n_positives": int(has_major.sum())}
    if stage == PRIOR:
        return build_prior(design, **counts)
    nuisances = build_nuisances(labels)
    model = build_model(design, prior_width=prior_width)
    model.set_params(intercept_prior_sd=max(LEVEL_SD, design.intercept.prior_sd))
    model.fit(x.T, has_major, nuisance=nuisances.matrix)
    is_effect = np.array([one.kind_code == CATEGORY for one in design.columns])
    for _ in range(EFFECT_ROUNDS if is_effect.any() else 0):
        model.set_params(prior_sd=_find_prior_sds(model, design, is_effect))
        model.fit(x.T, has_major, nuisance=nuisances.matrix)
    return replace(
        _keep(model, design, stage_code=stage, **counts),
        offsets=build_offsets(nuisances, model.nuisance_coef_),
        nuisance_weights=dict(
            zip(nuisances.names, model.nuisance_coef_.tolist(), strict=True)
        ),
        calibration=calibration or dict(UNCALIBRATED),
    )


def score_linear(x: Numbers, trained: Trained) -> Numbers:
    """Return log-odds per row of x, which is columns × rows.

    Columns are added in their order, so that a row has the same bits in any company
    and with any number of threads.
    """
    linear = np.full(x.shape[1], trained.intercept)
    for weight, column in zip(trained.weights, x, strict=True):
        linear += weight * column
    return linear


def score_probability(
    linear: Numbers, trained: Trained, *, audit_type: str = ALL_TYPES
) -> Numbers:
    """Turn log-odds into a probability from 0 to 1 for an auditor like those before."""
    marginal = score_marginal(linear, trained.offsets)
    return np.round(score_calibrated(marginal, trained.calibration, audit_type), 12)


def _find_prior_sds(
    model: AnchoredLogisticRegression, design: Design, is_effect: NDArray[np.bool_]
) -> Numbers:
    moved = (model.coef_[0] - design.prior_means) ** 2
    moved += np.diag(model.covariance_)[1:]
    said = design.prior_sds
    # The width multiplies the result, so it must not enter here as well.
    moved /= model.prior_width**2
    found = (EFFECT_FREEDOM * said**2 + moved) / (EFFECT_FREEDOM + 1)
    return np.where(is_effect, np.sqrt(found), said)


def _keep(
    model: AnchoredLogisticRegression,
    design: Design,
    *,
    stage_code: str,
    n_labels: int,
    n_positives: int,
) -> Trained:
    return Trained(
        design=design,
        stage_code=stage_code,
        intercept=float(model.intercept_[0]),
        weights=model.coef_[0].copy(),
        centre=model.laplace_centre_,
        covariance=model.covariance_,
        offsets=np.empty(0),
        nuisance_weights={},
        n_labels=n_labels,
        n_positives=n_positives,
        prior_width=model.prior_width,
    )
