"""Let the regions decide: on the recommendations, on further audits, on the closures.

requests + cases + audits -> [decisions] -> one row per decision, never changed
"""

import numpy as np
import polars as pl

from pipelines.example.periods import DATA_DATE, draw_later
from pipelines.example.registers import build_numbers, draw_known, draw_shares

#: A region that has delivered no decisions since this day.
SILENT_REGION, SILENT_SINCE = "21", "2025-01-01"
#: The decision that each step of the programme stands for.
STEP_DECISIONS = {
    "office_audit": "office_audit",
    "pending": "office_audit",
    "dialogue": "dialogue",
    "nothing": "no_action",
}
#: How often a supplier with nothing to follow up is asked to complete the answer.
SUPPLEMENT_SHARE = 0.08
OWN_REASONS = {
    "new_information": 0.2,
    "recently_followed_up": 0.22,
    "contract_ending": 0.14,
    "no_right_to_inspect": 0.06,
    "lack_of_resources": 0.22,
    "local_priority": 0.12,
    "other": 0.04,
}
BLANK_REASON_SHARE = 0.12
BLANK_FOLLOWED_SHARE = 0.07
COLUMNS = (
    *("case_id", "self_assessment_id", "organisation_number", "region_code"),
    *("decided_on", "decision_code", "decision_reason_code"),
    "is_recommendation_followed",
)


def draw_decisions(
    rng: np.random.Generator,
    answers: pl.DataFrame,
    cases: pl.DataFrame,
    audits: pl.DataFrame,
) -> pl.DataFrame:
    """Draw every decision known at the data date, numbered in order of day.

    Args:
        rng: The stream of the topic.
        answers: The self-assessments' rows, with `step` and `recommendation_code`.
        cases: With `closure_reason_code`; a row's place is the audits' `case_ix`.
        audits: In order of visit.
    """
    of_case = cases.select("case_id", "organisation_number", "region_code")
    decisions = pl.concat(
        [
            _draw_on_recommendations(rng, answers),
            _draw_on_audits(rng, audits, of_case),
            _find_closures(cases),
        ],
        how="diagonal",
    )
    is_silent = (pl.col("region_code") == SILENT_REGION) & (
        pl.col("decided_on") >= pl.lit(SILENT_SINCE).str.to_date()
    )
    known = (
        decisions.filter((pl.col("decided_on") <= DATA_DATE) & ~is_silent)
        .select(COLUMNS)
        .sort("decided_on", "organisation_number", "decision_code", maintain_order=True)
    )
    years = known["decided_on"].dt.year().to_numpy()
    return known.with_columns(decision_id=build_numbers("BES", years))


def _draw_on_recommendations(
    rng: np.random.Generator, answers: pl.DataFrame
) -> pl.DataFrame:
    """Decide on each assessed self-assessment, mostly as recommended."""
    assessed = answers.unique(
        "self_assessment_id", keep="first", maintain_order=True
    ).filter(pl.col("assessed_on").is_not_null())
    n = assessed.height
    decided = draw_later(
        rng, assessed["assessed_on"].to_numpy(), shortest=5, longest=18
    )
    is_supplement = pl.Series(rng.random(n) < SUPPLEMENT_SHARE)
    own = draw_shares(rng, OWN_REASONS, n)
    is_followed = pl.col("decision_code") == pl.col("recommendation_code")
    return (
        assessed.with_columns(
            decided_on=pl.Series(decided),
            decision_code=pl.when(is_supplement & (pl.col("step") == "nothing"))
            .then(pl.lit("supplement"))
            .otherwise(pl.col("step").replace_strict(STEP_DECISIONS)),
        )
        .with_columns(
            is_recommendation_followed=is_followed,
            decision_reason_code=pl.when(is_followed)
            .then(pl.lit("agrees"))
            .otherwise(own),
        )
        .with_columns(
            _build_known(rng, "decision_reason_code", n, BLANK_REASON_SHARE),
            _build_known(rng, "is_recommendation_followed", n, BLANK_FOLLOWED_SHARE),
        )
    )


def _build_known(
    rng: np.random.Generator, name: str, n: int, blank_share: float
) -> pl.Expr:
    return pl.when(pl.Series(rng.random(n) >= blank_share)).then(name).alias(name)


def _draw_on_audits(
    rng: np.random.Generator, audits: pl.DataFrame, of_case: pl.DataFrame
) -> pl.DataFrame:
    """Decide on each factory audit and re-audit some weeks before the visit."""
    is_again = pl.col("round_number") > 1
    later = audits.filter(is_again | (pl.col("audit_type_code") == "factory"))
    days = rng.integers(14, 45, later.height).astype("timedelta64[D]")
    decided = np.busday_offset(
        later["visited_on"].to_numpy() - days, 0, roll="backward"
    )
    return of_case[later["case_ix"]].with_columns(
        decided_on=pl.Series(decided),
        decision_code=later.select(
            pl.when(is_again)
            .then(pl.lit("re_audit"))
            .otherwise(pl.lit("factory_audit"))
        ).to_series(),
        decision_reason_code=draw_known(
            rng, pl.repeat("new_information", later.height, eager=True), 0.5
        ),
    )


def _find_closures(cases: pl.DataFrame) -> pl.DataFrame:
    """Close each case by a decision; some contracts are ended instead."""
    closed = cases.filter(pl.col("closed_on").is_not_null())
    is_ended = pl.col("closure_reason_code") == "contract_ended"
    return closed.select(
        "case_id",
        "organisation_number",
        "region_code",
        decided_on="closed_on",
        decision_code=pl.when(is_ended)
        .then(pl.lit("contract_termination"))
        .otherwise(pl.lit("closure")),
    )
