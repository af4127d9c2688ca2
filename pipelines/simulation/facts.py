"""What is true of each simulated supplier, and how much of it registers show."""

import numpy as np
from numpy.typing import NDArray

from pipelines.simulation.experts import KNOWN_FROM_REGISTERS

Numbers = NDArray[np.float64]
Indexes = NDArray[np.int64]

N_COUNTRIES = 30
UNDECLARED_SHARE = 0.14


def draw_facts(
    rng: np.random.Generator, category: Indexes, category_score: Numbers
) -> Numbers:
    """Draw what is true of each supplier, in the experts' order of features."""
    n, n_categories = category.size, category_score.size
    country_score = rng.uniform(40, 360, N_COUNTRIES)
    # Each category is bought from countries of its own, the riskier ones more often
    # where there is much manual work.
    pull = rng.normal(0, 1, (n_categories, N_COUNTRIES))
    manual_work = category_score - category_score.mean()
    pull += 0.003 * np.outer(manual_work, country_score - 200)
    chance = np.exp(pull)
    chance = np.cumsum(chance / chance.sum(axis=1, keepdims=True), axis=1)
    drawn = (rng.random((n, 1)) > chance[category]).sum(axis=1)
    country = country_score[np.minimum(drawn, N_COUNTRIES - 1)]
    score = category_score[category]
    drawn_facts = {
        "country_risk": country,
        "category_risk": score,
        "country_by_category": ((country > 200) & (score > 8)).astype(float),
        "country_not_declared": (rng.random(n) < UNDECLARED_SHARE).astype(float),
        "self_assessment_gap": np.clip(rng.normal(35, 18, n), 0, 100),
        "self_assessment_overdue": (rng.random(n) < 0.3).astype(float),
        "signals_24_months": np.zeros(n),
        "certificate_valid": (rng.random(n) < 0.4).astype(float),
        "price_far_below": rng.normal(0, 1, n),
    }
    return np.array([drawn_facts[code] for code, *_ in KNOWN_FROM_REGISTERS])


def build_registers(rng: np.random.Generator, facts: Numbers) -> Numbers:
    """Return the facts as registers show them: gaps where nobody has said."""
    row = {code: number for number, (code, *_) in enumerate(KNOWN_FROM_REGISTERS)}
    seen = facts.copy()
    undeclared = facts[row["country_not_declared"]] == 1
    seen[row["country_risk"], undeclared] = np.nan
    seen[row["country_by_category"], undeclared] = np.nan
    unanswered = facts[row["self_assessment_overdue"]] == 1
    seen[row["self_assessment_gap"], unanswered] = np.nan
    seen[row["price_far_below"], rng.random(facts.shape[1]) < 0.3] = np.nan
    return seen
