"""Let each way of choosing plan eight years, and see what risk it finds.

    world -> for each year: score -> choose -> audit -> learn -> share of what was there

A way of choosing scores the true risk of those it chose over that of the best possible
choice, on average over the years.
"""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from scipy.special import expit

from pipelines.simulation.audits import (
    Audits,
    build_no_audits,
    find_closed,
    find_true_logit,
    run_audits,
)
from pipelines.simulation.experts import build_experts
from pipelines.simulation.policies import POLICIES, Situation
from pipelines.simulation.world import Numbers, World, build_world

N_YEARS = 8
PLAN_SIZE = 100
N_BEFORE_EACH = 40


def run_simulation(
    worlds: Sequence[str],
    *,
    seeds: Sequence[int],
    policies: Sequence[str] = tuple(POLICIES),
    plan_size: int = PLAN_SIZE,
    n_years: int = N_YEARS,
) -> pl.DataFrame:
    """Run every policy in every world.

    Returns:
        One row per world_code, policy_code, seed and plan_year: captured_share, from
        0 to 1, of the true risk that the best possible plan would have visited.
    """
    rows = []
    for world_code in worlds:
        for seed in seeds:
            rule = build_experts(plan_size=plan_size, seed=seed)
            world = build_world(world_code, rule, seed=seed, n_years=n_years)
            for policy in policies:
                captured, _ = run_policy(world, policy, plan_size=plan_size, seed=seed)
                rows += [
                    (world_code, policy, seed, year, share)
                    for year, share in enumerate(captured)
                ]
    schema = ["world_code", "policy_code", "seed", "plan_year", "captured_share"]
    return pl.DataFrame(rows, schema=schema, orient="row")


def run_policy(
    world: World,
    policy: str,
    *,
    plan_size: int,
    seed: int,
    watch: Callable[[Situation], None] | None = None,
) -> tuple[list[float], Audits]:
    """Let a policy choose every year of a world.

    Args:
        world: Where.
        policy: One of POLICIES.
        plan_size: Audits a year.
        seed: Of the policy's own lots.
        watch: Called with each year's situation before the choice.

    Returns:
        The captured share by year, and all audits made.
    """
    rng = np.random.default_rng([seed, 1])
    audits = run_years_before(world, seed=seed)
    captured = []
    for year in range(world.n_before, world.true_logit.shape[0]):
        is_open = ~find_closed(world, audits, year)
        situation = Situation(world, audits, year, is_open, plan_size, rng)
        if watch:
            watch(situation)
        chosen = find_first(
            POLICIES[policy](situation), is_open, plan_size=plan_size, rng=rng
        )
        risk = expit(find_true_logit(world, audits, year))
        best = np.sort(risk[is_open])[-plan_size:]
        captured.append(float(risk[chosen].sum() / best.sum()))
        audits = run_audits(world, audits, chosen, year)
    return captured, audits


def run_years_before(world: World, *, seed: int) -> Audits:
    """Audit as was the habit: the large suppliers of the few regions that audit."""
    rng = np.random.default_rng([seed, 2])
    audits = build_no_audits(world)
    willing = rng.gamma(0.5, size=world.region.max() + 1)
    weight = world.spend**0.5 * willing[world.region]
    for year in range(world.n_before):
        chosen = rng.choice(
            world.n_suppliers, N_BEFORE_EACH, replace=False, p=weight / weight.sum()
        )
        audits = run_audits(world, audits, np.sort(chosen), year)
    return audits


def find_first(
    score: Numbers,
    is_open: np.ndarray,
    *,
    plan_size: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Find the highest scores among those that may be chosen; ties by lot."""
    lot = rng.random(score.size)
    order = np.lexsort((lot, np.where(is_open, -score, np.inf)))
    return np.sort(order[:plan_size])
