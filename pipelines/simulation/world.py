"""Make a programme whose truth is known, in which ways of choosing can be compared.

    A  the experts are right          C  a safe trade turns bad in the third year
    B  wrong on three categories      D  auditors are tied to categories and differ

The true log-odds of a major deviation are country, category, opacity, certificates,
incidents, price and an interaction, as the experts weigh them; a lasting effect that no
register shows; a drift; and what corrective action has mended. All chance is drawn
before anyone chooses, so that ways of choosing meet the same luck.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.design import build_columns, build_design
from pipelines.risk.rule import Rule
from pipelines.simulation.facts import build_registers, draw_facts

Numbers = NDArray[np.float64]
Indexes = NDArray[np.int64]

WORLDS = ("A", "B", "C", "D")

N_SUPPLIERS = 2400
N_CATEGORIES = 14
N_REGIONS = 21
N_AUDITORS = 12

#: Log-odds of the average supplier, and how far apart suppliers are that look alike.
BASE = -2.0
UNSEEN_SD = 0.7
DRIFT_SD = 0.1
#: How far a category is from what even the best analysis says of it.
CATEGORY_SD = 0.1

#: In B two categories of the safer half are this much worse than the experts believe,
#: and the one that they fear most is better.
WRONG_BY = 2.1
FEARED_BY = 2.0
N_WRONG = 2
#: In C the largest category of the safer half turns this bad.
TURNS_BY = 3.4
TURNS_IN_YEAR = 2

STRICTNESS_SD = {"A": 0.4, "B": 0.4, "C": 0.4, "D": 0.9}
#: How often an auditor of the category's own goes, where they are tied to categories.
HOME_SHARE = {"A": 0.0, "B": 0.0, "C": 0.0, "D": 0.85}
SPEND_PULL = 0.06
FACTORY_SHARE, FACTORY_LOG_ODDS = 0.2, 0.4


@dataclass(frozen=True)
class World:
    """Arrays by supplier, or years × suppliers. Years count from the first plan.

    `registers` is features × suppliers as registers show them, NaN where unknown.
    `true_logit` is before corrective action. `auditor`, `is_factory` and `luck` decide
    who would go, where, and what would be found if the supplier were chosen that year.
    """

    rule: Rule
    n_before: int
    category: Indexes
    region: Indexes
    spend: Numbers
    registers: Numbers
    incidents: Numbers
    true_logit: Numbers
    auditor: Indexes
    strictness: Numbers
    is_factory: NDArray[np.bool_]
    luck: Numbers
    mends: NDArray[np.bool_]

    @property
    def n_suppliers(self) -> int:
        """How many suppliers there are."""
        return self.category.size


def build_world(
    code: str, rule: Rule, *, seed: int, n_years: int, n_before: int = 3
) -> World:
    """Build a world; the same seed gives the same suppliers in all of them.

    Args:
        code: One of WORLDS.
        rule: What the experts believe; in world A they are right.
        seed: Of everything that chance decides.
        n_years: Years with a plan.
        n_before: Years of audits before the first plan, chosen out of habit.
    """
    rng = np.random.default_rng(seed)
    shape = (n_before + n_years, N_SUPPLIERS)
    category = rng.choice(N_CATEGORIES, N_SUPPLIERS, p=_draw_shares(rng))
    category_score = rng.permutation(np.linspace(1.0, 16.0, N_CATEGORIES))
    size = np.bincount(category, minlength=N_CATEGORIES)
    facts = draw_facts(rng, category, category_score)
    incidents = rng.poisson(0.25, shape).astype(float)
    truth = _find_seen_logit(facts, category, rule)
    wrong = _find_category_shift(
        code, rng, category_score, n_years=shape[0], n_before=n_before, size=size
    )
    drift = np.cumsum(rng.normal(0, DRIFT_SD, shape), axis=0)
    unseen = BASE + rng.normal(0, UNSEEN_SD, N_SUPPLIERS)
    incident_logit = _find_incident_logit(incidents, rule)
    true_logit = truth + unseen + incident_logit + wrong[:, category] + drift
    # Whoever is large is watched, and does a little better.
    spend = np.exp(rng.normal(0, 1, N_SUPPLIERS) - SPEND_PULL * truth)
    return World(
        rule=rule,
        n_before=n_before,
        category=category,
        region=rng.integers(0, N_REGIONS, N_SUPPLIERS),
        spend=spend,
        registers=build_registers(rng, facts),
        incidents=incidents,
        true_logit=true_logit,
        auditor=_draw_auditors(code, rng, category, shape[0]),
        strictness=rng.normal(0, 1, N_AUDITORS) * STRICTNESS_SD[code],
        is_factory=rng.random(shape) < FACTORY_SHARE,
        luck=rng.random(shape),
        mends=rng.random(shape) < 0.7,
    )


def _draw_auditors(
    code: str, rng: np.random.Generator, category: Indexes, n_years: int
) -> Indexes:
    """Draw who would go, years × suppliers."""
    shape = (n_years, category.size)
    home = rng.integers(0, N_AUDITORS, (N_CATEGORIES, 2))
    home = home[category, rng.integers(0, 2, shape)]
    stranger = rng.integers(0, N_AUDITORS, shape)
    return np.where(rng.random(shape) < HOME_SHARE[code], home, stranger)


def _find_incident_logit(incidents: Numbers, rule: Rule) -> Numbers:
    [signal] = [w for w in rule.weights if w.feature_code == "signals_24_months"]
    spread = max(float(incidents.std()), signal.smallest_sd)
    return signal.prior_mean * (incidents - incidents.mean()) / spread


def _draw_shares(rng: np.random.Generator) -> Numbers:
    shares = rng.uniform(0.5, 1.5, N_CATEGORIES)
    return shares / shares.sum()


def _find_seen_logit(facts: Numbers, category: Indexes, rule: Rule) -> Numbers:
    """Weigh the facts, gaps filled by the truth, as the experts do."""
    unknown = np.full((len(rule.weights) - facts.shape[0], facts.shape[1]), np.nan)
    figures = np.vstack([facts, unknown])
    design = build_design(figures, np.ones(category.size, np.bool_), rule)
    x = build_columns(pl.Series(category.astype(str)), figures, design)
    return design.prior_means @ x


def _find_category_shift(
    code: str,
    rng: np.random.Generator,
    category_score: Numbers,
    *,
    n_years: int,
    n_before: int,
    size: Indexes,
) -> Numbers:
    """Find how far each category is from what experts say of it, years × categories."""
    shift = np.tile(rng.normal(0, CATEGORY_SD, N_CATEGORIES), (n_years, 1))
    order = np.argsort(category_score)
    safe = order[: N_CATEGORIES // 2]
    wrong = rng.permutation(safe)[:N_WRONG]
    if code == "B":
        shift[:, wrong] += WRONG_BY
        shift[:, order[-1]] -= FEARED_BY
    if code == "C":
        shift[n_before + TURNS_IN_YEAR :, safe[size[safe].argmax()]] += TURNS_BY
    return shift
