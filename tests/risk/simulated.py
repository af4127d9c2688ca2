"""What the tests of the simulated worlds measure."""

from dataclasses import dataclass, replace

import numpy as np

from pipelines.risk.train import score_linear, score_probability
from pipelines.simulation.audits import Audits, build_figures
from pipelines.simulation.policies import Situation, fit_situation
from pipelines.simulation.world import Numbers, World


@dataclass(frozen=True)
class Foreseen:
    """By audit: what was said of it before its year, and what it found."""

    linear: Numbers
    probability: Numbers
    has_major: Numbers
    auditor: Numbers


def foresee(world: World, audits: Audits, *, plan_size: int) -> Foreseen:
    """Score every audit of a plan with what was known before its year."""
    pieces = []
    for year in range(world.n_before, world.true_logit.shape[0]):
        is_open = np.ones(world.n_suppliers, np.bool_)
        rng = np.random.default_rng(year)
        known = audits.find_known(year)
        fitted = fit_situation(Situation(world, known, year, is_open, plan_size, rng))
        linear = score_linear(fitted.x, fitted.trained)
        probability = score_probability(linear, fitted.trained)
        now = audits.year == year
        who = audits.supplier[now]
        pieces.append(
            (linear[who], probability[who], audits.has_major[now], audits.auditor[now])
        )
    return Foreseen(*(np.concatenate(piece) for piece in zip(*pieces, strict=True)))


def permute_outcomes(world: World, audits: Audits, *, seed: int) -> Audits:
    """Deal each auditor's outcomes out anew, and tell the history as if they held."""
    rng = np.random.default_rng(seed)
    dealt = audits.has_major.copy()
    for auditor in np.unique(audits.auditor):
        own = np.flatnonzero(audits.auditor == auditor)
        dealt[own] = dealt[rng.permutation(own)]
    changed = replace(audits, has_major=dealt)
    figures = np.hstack(
        [
            build_figures(world, changed, year)[:, audits.supplier[audits.year == year]]
            for year in np.unique(audits.year)
        ]
    )
    return replace(changed, figures=figures)


def find_within_auditor_auc(foreseen: list[Foreseen]) -> float:
    """Find how often the audit with a major stood first, of two by one auditor."""
    right = pairs = 0.0
    for one in foreseen:
        for auditor in np.unique(one.auditor):
            own = one.auditor == auditor
            major = one.linear[own & (one.has_major == 1)]
            none = one.linear[own & (one.has_major == 0)]
            gap = major[:, None] - none[None, :]
            right += (gap > 0).sum() + 0.5 * (gap == 0).sum()
            pairs += gap.size
    return right / pairs


def find_calibration_error(foreseen: list[Foreseen], *, n_bins: int = 10) -> float:
    """Find the expected calibration error over bins of equally many audits."""
    chance = np.concatenate([one.probability for one in foreseen])
    major = np.concatenate([one.has_major for one in foreseen])
    bins = np.array_split(np.argsort(chance, kind="stable"), n_bins)
    gaps = [abs(chance[rows].mean() - major[rows].mean()) for rows in bins]
    return float(np.average(gaps, weights=[rows.size for rows in bins]))
