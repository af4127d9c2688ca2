"""Carry out the audits: office first, then some factories and re-audits.

    cases -> [audits] -> findings, closures

What an audit finds follows the supplier's true risk and the auditor's strictness.
"""

import numpy as np
import polars as pl

from pipelines.example.auditors import build_auditors, draw_auditors
from pipelines.example.capacity import YearPlan
from pipelines.example.periods import (
    DATA_DATE,
    Numbers,
    draw_later,
    draw_workdays,
    find_day,
    find_known,
    find_last_day,
)
from pipelines.example.registers import build_numbers, draw_known
from pipelines.example.world import World

#: A factory shows more than an office does.
FACTORY_LOG_ODDS = 1.6
#: A re-audit mostly finds that the deviations have been corrected.
RE_AUDIT_LOG_ODDS = -1.6
RE_AUDIT_SHARES = {"office": 0.5, "factory": 0.15}
#: The harmonised requirements came into the audits with the strategy of 2022.
ENVIRONMENT_FROM = 2023
ENVIRONMENT_SHARES = (0.6, 0.3)
BLANK_AUDITOR_SHARE = 0.04
BLANK_COUNTRY_SHARE = 0.08
#: Above 1, visits come early in what remains of the year after the answers.
VISIT_SKEW = 2.2


def build_audits(
    rng: np.random.Generator,
    world: World,
    pairs: pl.DataFrame,
    cases: pl.DataFrame,
    yearly_logits: Numbers,
    plans: tuple[YearPlan, ...],
) -> pl.DataFrame:
    """Build all audits visited up to the data date.

    Returns:
        One row per audit in order of visit: the exported columns (codes and dates), the
        indexes `case_ix` and `pair_ix`, and the hidden `has_major`.
    """
    auditors = build_auditors(rng)

    def draw(visits: pl.DataFrame) -> pl.DataFrame:
        sent = visits.hstack(draw_auditors(rng, auditors, visits, plans))
        return _draw_outcomes(rng, sent, yearly_logits, plans[0].year)

    office = draw(_build_office_audits(rng, cases, plans))
    factory = draw(_build_factory_audits(rng, office, plans))
    re_audits = draw(_build_re_audits(rng, pl.concat([office, factory])))
    audits = pl.concat([office, factory, re_audits]).sort(
        "visited_on", "case_ix", "round_number", maintain_order=True
    )
    return _build_register_columns(rng, world, pairs, cases, audits)


def _build_office_audits(
    rng: np.random.Generator, cases: pl.DataFrame, plans: tuple[YearPlan, ...]
) -> pl.DataFrame:
    chosen = cases.with_row_index("case_ix").filter(pl.col("step") == "office_audit")
    last = np.array([find_last_day(plan.year) for plan in plans])
    visited = draw_workdays(
        rng,
        chosen["ready_on"].to_numpy() + 21,
        last[chosen["year_ix"].to_numpy()],
        skew=VISIT_SKEW,
    )
    return _build_visits(chosen, visited, "office", round_number=1)


def _build_factory_audits(
    rng: np.random.Generator, office: pl.DataFrame, plans: tuple[YearPlan, ...]
) -> pl.DataFrame:
    """Visit a factory where the office audit of this year or the last found most."""
    key = 1.5 * office["has_major"].to_numpy() + rng.gumbel(size=office.height)
    visited_on = office["visited_on"].to_numpy()
    visits = []
    for plan in plans:
        last = find_last_day(plan.year)
        since = find_day(plan.year - 1, 1, 1)
        possible = (visited_on >= since) & (visited_on < last - 75) & np.isfinite(key)
        rows = np.flatnonzero(possible)
        rows = np.sort(
            rows[np.argsort(-key[rows], kind="stable")][: plan.n_factory_audits]
        )
        key[rows] = -np.inf
        first = np.maximum(visited_on[rows] + 60, find_day(plan.year, 1, 20))
        days = draw_workdays(rng, first, np.full(len(rows), last))
        visits.append(_build_visits(office[rows], days, "factory", round_number=1))
    return pl.concat(visits)


def _build_re_audits(rng: np.random.Generator, first: pl.DataFrame) -> pl.DataFrame:
    is_office = (first["audit_type_code"] == "office").to_numpy()
    share = np.where(is_office, RE_AUDIT_SHARES["office"], RE_AUDIT_SHARES["factory"])
    is_again = first["has_major"].to_numpy() & (rng.random(first.height) < share)
    chosen = first.filter(pl.Series(is_again))
    days = draw_later(rng, chosen["visited_on"].to_numpy(), shortest=200, longest=400)
    again = _build_visits(chosen, days, None, round_number=2)
    return again.filter(pl.col("visited_on") <= DATA_DATE)


def _build_visits(
    chosen: pl.DataFrame,
    visited_on: np.ndarray,
    audit_type: str | None,
    *,
    round_number: int,
) -> pl.DataFrame:
    return chosen.select(
        "case_ix",
        "pair_ix",
        "region_ix",
        visited_on=pl.Series(visited_on),
        audit_type_code=pl.lit(audit_type) if audit_type else pl.col("audit_type_code"),
        round_number=pl.lit(round_number),
    )


def _draw_outcomes(
    rng: np.random.Generator,
    visits: pl.DataFrame,
    yearly_logits: Numbers,
    first_year: int,
) -> pl.DataFrame:
    """Draw whether a major deviation is found, by true risk and auditor."""
    year_ix = visits["visited_on"].dt.year().to_numpy() - first_year
    logit = yearly_logits[visits["pair_ix"].to_numpy(), year_ix]
    logit = logit + visits["strictness"].to_numpy()
    logit += FACTORY_LOG_ODDS * (visits["audit_type_code"] == "factory").to_numpy()
    logit += RE_AUDIT_LOG_ODDS * (visits["round_number"] > 1).to_numpy()
    has_major = rng.random(len(logit)) < 1 / (1 + np.exp(-logit))
    return visits.with_columns(has_major=pl.Series(has_major)).drop("strictness")


def _build_register_columns(
    rng: np.random.Generator,
    world: World,
    pairs: pl.DataFrame,
    cases: pl.DataFrame,
    audits: pl.DataFrame,
) -> pl.DataFrame:
    """Number the audits and fill in what the register says about each visit."""
    years = audits["visited_on"].dt.year().to_numpy()
    approved = draw_later(rng, audits["visited_on"].to_numpy(), shortest=18, longest=60)
    countries = world.origins["country_code"].gather(
        pairs["origin_ix"].gather(audits["pair_ix"])
    )
    is_factory = audits["audit_type_code"] == "factory"
    site = pl.select(pl.when(is_factory).then(countries).otherwise(pl.lit("SWE")))
    p_environment = np.where(years >= ENVIRONMENT_FROM, *ENVIRONMENT_SHARES)
    reasons = cases["selection_reason_code"].gather(audits["case_ix"])
    return audits.with_columns(
        audit_id=build_numbers("REV", years),
        auditor_id=draw_known(rng, audits["auditor_id"], BLANK_AUDITOR_SHARE),
        report_approved_on=pl.Series(find_known(approved)),
        is_environment_included=draw_known(
            rng, rng.random(audits.height) < p_environment, 0.05
        ),
        trigger_code=pl.when(pl.col("round_number") > 1)
        .then(pl.lit("re_audit"))
        .when(reasons == "complaint")
        .then(pl.lit("complaint"))
        .otherwise(pl.lit("planned")),
        site_country_code=draw_known(rng, site.to_series(), BLANK_COUNTRY_SHARE),
    )
