"""Ways of choosing whom to audit, from what is known before the year of the plan."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.challengers import fit_boosting, fit_ridge
from pipelines.risk.design import build_columns, build_design
from pipelines.risk.stages import PRIOR, find_stage
from pipelines.risk.train import (
    Trained,
    build_prior,
    fit_model,
    score_linear,
    score_probability,
)
from pipelines.simulation.audits import Audits, build_figures, build_labels
from pipelines.simulation.world import Numbers, World

EXPLORED_SHARE = 0.1


@dataclass(frozen=True)
class Situation:
    """What whoever chooses may look at: audits of earlier years, registers, luck."""

    world: World
    audits: Audits
    year: int
    is_open: NDArray[np.bool_]
    plan_size: int
    rng: np.random.Generator


@dataclass(frozen=True)
class Fitted:
    """A model fitted to a situation: columns × suppliers, and columns × audits."""

    trained: Trained
    x: Numbers
    audited_x: Numbers


#: Returns one figure per supplier; the highest are chosen.
Policy = Callable[[Situation], Numbers]


def fit_situation(
    situation: Situation, *, is_trained: bool = True, is_adjusted: bool = True
) -> Fitted:
    """Fit the model in use to what is known, as the product does."""
    world, audits = situation.world, situation.audits
    figures = build_figures(world, audits, situation.year)
    categories = pl.Series(world.category.astype(str))
    design = build_design(
        figures,
        np.ones(world.n_suppliers, np.bool_),
        world.rule,
        categories=categories.unique(),
    )
    x = build_columns(categories, figures, design)
    audited_x = build_columns(
        pl.Series(world.category[audits.supplier].astype(str)), audits.figures, design
    )
    if not is_trained:
        return Fitted(build_prior(design), x, audited_x)
    labels = build_labels(audits)
    if not is_adjusted:
        labels = labels.drop("auditor_code")
    stage = find_stage(audits.has_major.size, int(audits.has_major.sum()))
    trained = fit_model(audited_x, audits.has_major, labels, design, stage=stage)
    return Fitted(trained, x, audited_x)


def score_random(situation: Situation) -> Numbers:
    """Anyone may be chosen."""
    return situation.rng.random(situation.world.n_suppliers)


def score_largest_spend(situation: Situation) -> Numbers:
    """Whoever is bought most from."""
    return situation.world.spend


def score_experts(situation: Situation) -> Numbers:
    """What the experts said before the first audit, with what is known now."""
    fitted = fit_situation(situation, is_trained=False)
    return score_linear(fitted.x, fitted.trained)


def score_ridge(situation: Situation) -> Numbers:
    """Plain logistic regression; the experts' rule until it can be fitted."""
    fitted = fit_situation(situation, is_trained=False)
    if _find_stage(situation) == PRIOR:
        return score_linear(fitted.x, fitted.trained)
    model = fit_ridge(fitted.audited_x.T, situation.audits.has_major)
    return model.decision_function(fitted.x.T)


def score_boosting(situation: Situation) -> Numbers:
    """Monotone boosted trees; the experts' rule until they can be fitted."""
    fitted = fit_situation(situation, is_trained=False)
    if _find_stage(situation) == PRIOR:
        return score_linear(fitted.x, fitted.trained)
    model = fit_boosting(
        fitted.audited_x.T,
        situation.audits.has_major,
        expected_sign=fitted.trained.design.signs,
        seed=1,
    )
    return model.decision_function(fitted.x.T)


def score_anchored(situation: Situation) -> Numbers:
    """The model in use."""
    fitted = fit_situation(situation)
    return score_linear(fitted.x, fitted.trained)


def score_unadjusted(situation: Situation) -> Numbers:
    """The model in use, deaf to who audited."""
    fitted = fit_situation(situation, is_adjusted=False)
    return score_linear(fitted.x, fitted.trained)


def score_guided(situation: Situation) -> Numbers:
    """The model in use, with a tenth of the plan where most is to be learned."""
    return _explore(situation, guided_share=1.0)


def score_explored(situation: Situation) -> Numbers:
    """The model in use, a tenth of the plan half guided and half drawn by lot."""
    return _explore(situation, guided_share=0.5)


POLICIES: dict[str, Policy] = {
    "random": score_random,
    "largest_spend": score_largest_spend,
    "experts": score_experts,
    "ridge": score_ridge,
    "boosting": score_boosting,
    "anchored": score_anchored,
    "anchored_unadjusted": score_unadjusted,
    "anchored_guided": score_guided,
    "anchored_explored": score_explored,
}


def _find_stage(situation: Situation) -> str:
    majors = situation.audits.has_major
    return find_stage(majors.size, int(majors.sum()))


def _explore(situation: Situation, *, guided_share: float) -> Numbers:
    fitted = fit_situation(situation)
    linear = score_linear(fitted.x, fitted.trained)
    n_explored = max(round(EXPLORED_SHARE * situation.plan_size), 3)
    n_guided = round(guided_share * n_explored)
    ranked = np.argsort(np.where(situation.is_open, -linear, np.inf), kind="stable")
    score = linear.copy()
    first = ranked[: situation.plan_size - n_explored]
    rest = ranked[situation.plan_size - n_explored : situation.is_open.sum()]
    chance = score_probability(linear[rest], fitted.trained)
    known = np.vstack([np.ones(rest.size), fitted.x[:, rest]])
    variance = np.einsum("ij,ij->j", fitted.trained.covariance @ known, known)
    to_learn = np.sqrt(variance) * chance * (1 - chance)
    guided = rest[np.argsort(-to_learn, kind="stable")[:n_guided]]
    left = np.setdiff1d(rest, guided)
    drawn = situation.rng.choice(left, n_explored - n_guided, replace=False)
    score[first] += 1e6
    score[guided] += 1e5
    score[drawn] += 1e5
    return score
