"""Decide what the requests lead to: answers, recommendations and follow-up cases.

    requests -> [follow_ups] -> self-assessments, cases -> audits

Most suppliers who answer well are left in peace: only a fifth to a third of the
requests become a case, and those without a case have a blank case number.
"""

import numpy as np
import polars as pl

from pipelines.example.capacity import YearPlan
from pipelines.example.periods import (
    NO_DAY,
    Flags,
    Numbers,
    draw_later,
    find_known,
)
from pipelines.example.registers import build_numbers, draw_known
from pipelines.example.selection import UNAUDITED_REGION
from pipelines.example.world import World

#: What an unanswered request counts for, beside gaps of about 0 in the mean.
SILENCE_GAP = 0.8
METHODS = ("dialogue", "transparency_request", "self_assessment")
METHOD_SHARES = (0.45, 0.3, 0.25)
REASONS = ("risk", "coverage", "complaint", "follow_up", "random", "other")
REASON_SHARES = (0.6, 0.12, 0.06, 0.08, 0.1, 0.04)
SYSTEM_FROM_YEAR = 2021
#: Share of the cases in the national system, since that year and before it.
SYSTEM_SHARES = (0.88, 0.12)
LATE_SHARE = 0.16


def draw_answers(
    rng: np.random.Generator,
    requests: pl.DataFrame,
    logits: Numbers,
    plans: tuple[YearPlan, ...],
) -> pl.DataFrame:
    """Draw who answers, when, and how large the gaps in the answers are.

    Args:
        rng: The stream of the follow-ups.
        requests: One row per request, by year.
        logits: True logit per request, in the year it was sent.
        plans: The share that answers each year.

    Returns:
        The requests with `answered_on`, `assessed_on` (null where not yet known) and
        the hidden `gap`, which follows the true risk loosely: people polish answers.
    """
    late = draw_later(rng, requests["due_on"].to_numpy(), shortest=1, longest=12)
    in_time = draw_later(rng, requests["sent_on"].to_numpy(), shortest=10, longest=27)
    answered = np.where(rng.random(requests.height) < LATE_SHARE, late, in_time)
    answered[~_draw_is_answered(rng, requests["year_ix"], plans)] = NO_DAY
    is_answered = ~np.isnat(answered)
    assessed = np.full(requests.height, NO_DAY)
    assessed[is_answered] = draw_later(
        rng, answered[is_answered], shortest=15, longest=45
    )
    return requests.with_columns(
        answered_on=pl.Series(find_known(answered)),
        assessed_on=pl.Series(find_known(assessed)),
        gap=pl.Series(0.4 * logits + rng.normal(0, 0.9, requests.height)),
    )


def draw_next_steps(
    rng: np.random.Generator,
    world: World,
    requests: pl.DataFrame,
    plans: tuple[YearPlan, ...],
) -> pl.DataFrame:
    """Choose which requests become cases and by which method.

    Returns:
        The requests with `step` (office_audit, pending, dialogue or nothing) and
        `recommendation_code`, which the region has not always followed.
    """
    silent = world.regions["region_code"].index_of(UNAUDITED_REGION)
    is_answered = requests["answered_on"].is_not_null().to_numpy()
    need = np.where(is_answered, requests["gap"].to_numpy(), SILENCE_GAP)
    key = need + 0.5 * requests["expert_score"].to_numpy()
    key = key + rng.gumbel(0, 0.8, requests.height)
    key[~requests["is_spring"].to_numpy()] -= 20
    key[(requests["region_ix"] == silent).to_numpy()] -= 10
    step = np.full(requests.height, "nothing", dtype=object)
    for turn, plan in enumerate(plans):
        rows = np.flatnonzero(requests["year_ix"].to_numpy() == turn)
        ranked = rows[np.argsort(-key[rows], kind="stable")]
        counts = (plan.n_office_audits, plan.n_pending, plan.n_dialogues)
        ends = np.cumsum(counts)
        step[ranked[: ends[0]]] = "office_audit"
        step[ranked[ends[0] : ends[1]]] = "pending"
        step[ranked[ends[1] : ends[2]]] = "dialogue"
    with_step = requests.with_columns(step=pl.Series(step, dtype=pl.String))
    return with_step.with_columns(
        recommendation_code=_draw_recommendation(rng, with_step)
    )


def build_cases(
    rng: np.random.Generator, requests: pl.DataFrame, plans: tuple[YearPlan, ...]
) -> pl.DataFrame:
    """Open one case per request that leads on; its first activity is the request.

    Returns:
        One row per case in order of start, with `request_ix` and the case columns that
        are known from the start; `ready_on` when nothing but an audit could delay it.
    """
    years = np.array([plan.year for plan in plans])
    cases = (
        requests.with_row_index("request_ix")
        .filter(pl.col("step") != "nothing")
        .sort("sent_on", "request_ix")
        .rename({"sent_on": "started_on"})
    )
    n = cases.height
    is_since = years[cases["year_ix"].to_numpy()] >= SYSTEM_FROM_YEAR
    in_system = np.where(is_since, *SYSTEM_SHARES)
    return cases.select(
        "request_ix",
        "pair_ix",
        "year_ix",
        "region_ix",
        "step",
        "started_on",
        ready_on=pl.coalesce("assessed_on", pl.col("due_on").dt.offset_by("60d")),
        case_id=build_numbers("UPP", years[cases["year_ix"].to_numpy()]),
        round_number=pl.int_range(1, pl.len() + 1).over("pair_ix"),
        method_code=pl.when(pl.col("step") == "dialogue")
        .then(pl.Series(rng.choice(METHODS, n, p=METHOD_SHARES)))
        .otherwise(pl.lit("office_audit")),
        selection_reason_code=draw_known(
            rng, rng.choice(REASONS, n, p=REASON_SHARES), 0.08
        ),
        is_in_national_system=draw_known(rng, rng.random(n) < in_system, 0.05),
    )


def _draw_is_answered(
    rng: np.random.Generator, year_ix: pl.Series, plans: tuple[YearPlan, ...]
) -> Flags:
    """Let the planned share answer each year, and chance decide who."""
    order = rng.random(len(year_ix))
    is_answered = np.zeros(len(year_ix), dtype=bool)
    for turn, plan in enumerate(plans):
        rows = np.flatnonzero(year_ix.to_numpy() == turn)
        n = round(len(rows) * plan.answered_share)
        is_answered[rows[np.argsort(order[rows])[:n]]] = True
    return is_answered


def _draw_recommendation(rng: np.random.Generator, requests: pl.DataFrame) -> pl.Series:
    """Recommend what mostly happens: the region decides, not the secretariat."""
    n = requests.height
    nothing = rng.choice(
        ["no_action", "dialogue", "office_audit"], n, p=[0.76, 0.16, 0.08]
    )
    audit = rng.choice(
        ["office_audit", "factory_audit", "dialogue"], n, p=[0.8, 0.1, 0.1]
    )
    return requests.select(
        pl.when(pl.col("assessed_on").is_null())
        .then(None)
        .when(pl.col("step") == "nothing")
        .then(pl.Series(nothing))
        .when(pl.col("step") == "dialogue")
        .then(pl.lit("dialogue"))
        .otherwise(pl.Series(audit))
    ).to_series()
