"""Write out the self-assessments: one row per request and process requirement."""

import numpy as np
import polars as pl

from pipelines.example.periods import DATA_DATE, Numbers
from pipelines.example.registers import build_numbers, draw_known

N_REQUIREMENTS = {"six_routines_2016": 6, "seven_requirements_2021": 7}
#: Complaints and remedy are often called not applicable by those who have no factory.
SELDOM_APPLICABLE = (6, 7)
#: Share with an attachment, where the answer was found fulfilled and elsewhere.
EVIDENCE_SHARES = (0.8, 0.4)
BLANK_DEADLINE_SHARE = 0.03
BLANK_ASSESSMENT_SHARE = 0.02
BLANK_EVIDENCE_SHARE = 0.06
#: Share reminded although the answer came in time.
EAGER_REMINDER_SHARE = 0.12
BLANK_REMINDERS_SHARE = 0.04


def build_answers(
    rng: np.random.Generator,
    requests: pl.DataFrame,
    cases: pl.DataFrame,
    first_year: int,
) -> pl.DataFrame:
    """Build the rows of the export.

    Args:
        rng: The stream of the answers.
        requests: One row per request, with its hidden `gap`.
        cases: The cases that some of the requests led to.
        first_year: The year that `year_ix` 0 stands for.

    Returns:
        One row per request and process requirement. Assessment and evidence are blank
        where nothing was answered; `case_id` is blank where no case was opened.
    """
    rows = (
        _build_numbered(rng, requests, cases, first_year)
        .with_columns(
            process_requirement=pl.int_ranges(1, pl.col("n_requirements") + 1)
        )
        .explode("process_requirement")
    )
    assessment = _draw_assessments(
        rng, rows["gap"].to_numpy(), rows["process_requirement"].to_numpy()
    )
    p_evidence = np.where(assessment == "fulfilled", *EVIDENCE_SHARES)
    has_evidence = rng.random(rows.height) < p_evidence
    return rows.with_columns(
        assessment_code=draw_known(rng, assessment, BLANK_ASSESSMENT_SHARE),
        has_evidence=draw_known(rng, has_evidence, BLANK_EVIDENCE_SHARE),
    ).with_columns(
        assessment_code=pl.when(pl.col("assessed_on").is_not_null()).then(
            "assessment_code"
        ),
        has_evidence=pl.when(pl.col("answered_on").is_not_null()).then("has_evidence"),
    )


def draw_reminders(
    rng: np.random.Generator, answers: pl.DataFrame, requests: pl.DataFrame
) -> pl.DataFrame:
    """Remind those who were late, and those who never answered most.

    Returns:
        The answers with `number_of_reminders`, the same in all rows of a request.
    """
    n = requests.height
    is_silent = requests["answered_on"].is_null()
    is_late = (requests["answered_on"] > requests["due_on"]).fill_null(value=False)
    reminders = np.where(
        rng.random(n) < EAGER_REMINDER_SHARE, 1, np.zeros(n, dtype=np.int64)
    )
    reminders = np.where(is_late, rng.integers(1, 3, n), reminders)
    reminders = np.where(is_silent, rng.integers(2, 4, n), reminders)
    # Nobody is reminded before the deadline has passed.
    is_running = is_silent & (requests["due_on"] >= DATA_DATE)
    reminders = np.where(is_running, 0, reminders)
    known = draw_known(rng, reminders, BLANK_REMINDERS_SHARE)
    return answers.with_columns(number_of_reminders=known.gather(answers["request_ix"]))


def _build_numbered(
    rng: np.random.Generator,
    requests: pl.DataFrame,
    cases: pl.DataFrame,
    first_year: int,
) -> pl.DataFrame:
    """Number the requests and name the case that each led to, if any."""
    numbers = build_numbers("SJA", requests["year_ix"].to_numpy() + first_year)
    opened = cases.select("request_ix", "case_id")
    return (
        requests.with_row_index("request_ix")
        .join(opened, on="request_ix", how="left", maintain_order="left")
        .with_columns(
            self_assessment_id=numbers,
            due_on=draw_known(rng, requests["due_on"], BLANK_DEADLINE_SHARE),
            n_requirements=pl.col("clause_version_code").replace_strict(
                N_REQUIREMENTS, return_dtype=pl.Int64
            ),
        )
    )


def _draw_assessments(
    rng: np.random.Generator, gap: Numbers, requirement: Numbers
) -> np.ndarray:
    """Assess each answer; a larger gap makes fulfilled rarer."""
    quality = -gap + rng.normal(0, 0.9, len(gap)) - 0.12 * requirement
    assessment = np.select(
        [quality > -0.7, quality > -1.9], ["fulfilled", "partly"], "not_fulfilled"
    )
    seldom = np.isin(requirement, SELDOM_APPLICABLE)
    is_outside = rng.random(len(gap)) < np.where(seldom, 0.1, 0.01)
    return np.where(is_outside, "not_applicable", assessment)
