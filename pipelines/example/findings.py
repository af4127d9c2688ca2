"""Count and grade what each audit found, with deadlines and corrections.

audits -> [draw_counts] -> closures -> [build_findings] -> the findings' export
"""

import numpy as np
import polars as pl

from pipelines.example.periods import (
    DATA_DATE,
    NO_DAY,
    Days,
    draw_later,
    draw_workdays,
)
from pipelines.example.registers import draw_known

#: Grades from the gravest; an observation has no deadline.
GRADES = ("severe", "major", "minor", "observation")
MEAN_FACTORY_FINDINGS = 13
MAJOR_SHARE_IN_FACTORY = 0.5
SEVERE_SHARE_OF_MAJOR = 0.035
#: Days from the approved report to the deadline, by grade. Deadlines are case data.
DEADLINE_DAYS = {"severe": (14, 30), "major": (60, 120), "minor": (120, 240)}
#: From this year on the worst factory audit of each year has a severe finding.
SEVERE_FROM = 2022
CHANGED_DEADLINE_SHARE = 0.12
MEDIAN_CORRECTION_DAYS = 300


def draw_counts(rng: np.random.Generator, audits: pl.DataFrame) -> pl.DataFrame:
    """Draw the number of findings per grade and audit.

    Returns:
        The audits with `n_severe`, `n_major`, `n_minor` and `n_observation`.
    """
    n = audits.height
    has_major = audits["has_major"].to_numpy()
    is_factory = (audits["audit_type_code"] == "factory").to_numpy()
    is_again = (audits["round_number"] > 1).to_numpy()
    in_factory = rng.poisson(MEAN_FACTORY_FINDINGS - 4, n) + 4
    major = np.where(
        is_factory,
        np.maximum(1, rng.binomial(in_factory, MAJOR_SHARE_IN_FACTORY)),
        1 + rng.poisson(0.7, n),
    )
    major = np.where(is_again, 1, major) * has_major
    severe = rng.binomial(major, SEVERE_SHARE_OF_MAJOR)
    rest = np.where(is_factory, in_factory - major, rng.poisson(3.2, n))
    rest = np.where(is_again, rng.poisson(0.7, n), np.maximum(rest, 0))
    minor = rng.binomial(rest, 0.65)
    return _build_gravest(
        audits.with_columns(
            n_severe=severe,
            n_major=major - severe,
            n_minor=minor,
            n_observation=rest - minor,
        )
    )


def build_findings(
    rng: np.random.Generator, audits: pl.DataFrame, cases: pl.DataFrame
) -> pl.DataFrame:
    """Build one row per finding of every audit whose report is approved.

    Args:
        rng: The stream of the findings.
        audits: With counts per grade, in order of visit.
        cases: With `closed_on` and `closure_reason_code`; a row's place is `case_ix`.
    """
    rows = _build_rows(audits)
    report = rows["report_approved_on"].to_numpy()
    due = _draw_deadlines(rng, report, rows["grade_code"])
    is_moved = rng.random(rows.height) < CHANGED_DEADLINE_SHARE
    moved = draw_later(rng, report, shortest=150, longest=320)
    verified = _draw_corrections(rng, rows, cases)
    # The form of 2016 had six routines; its seventh requirement came later.
    last = np.where(rows["visited_on"].dt.year().to_numpy() < 2022, 6, 7)
    requirement = rng.integers(1, last + 1)
    is_observation = (rows["grade_code"] == "observation").to_numpy()
    return rows.with_columns(
        process_requirement=draw_known(rng, requirement, 0.05),
        due_on=pl.Series(due),
        changed_due_on=pl.Series(np.where(is_moved & (moved > due), moved, NO_DAY)),
        verified_on=pl.Series(np.where(is_observation, NO_DAY, verified)),
    )


def _build_gravest(audits: pl.DataFrame) -> pl.DataFrame:
    """Call one finding of each late year's worst factory audit severe.

    Chance alone gives one in a hundred findings, too few to follow over the years.
    """
    is_known = pl.col("report_approved_on").is_not_null() & (pl.col("n_severe") == 0)
    worst = (
        audits.with_row_index("row")
        .filter(
            is_known
            & (pl.col("n_major") > 0)
            & (pl.col("visited_on").dt.year() >= SEVERE_FROM)
        )
        .filter(audit_type_code="factory")
        .sort("n_major", "row", descending=[True, False])
        .unique(pl.col("visited_on").dt.year(), keep="first", maintain_order=True)[
            "row"
        ]
    )
    is_worst = pl.int_range(pl.len()).is_in(worst.to_list()).cast(pl.Int64)
    return audits.with_columns(
        n_severe=pl.col("n_severe") + is_worst, n_major=pl.col("n_major") - is_worst
    )


def _build_rows(audits: pl.DataFrame) -> pl.DataFrame:
    """Spread the counts: the gravest findings of each audit come first."""
    return (
        audits.filter(pl.col("report_approved_on").is_not_null())
        .with_columns(
            grade_code=pl.concat_list(
                pl.lit(grade).repeat_by(f"n_{grade}") for grade in GRADES
            )
        )
        .explode("grade_code")
        .filter(pl.col("grade_code").is_not_null())
        .with_columns(
            finding_id=pl.col("audit_id").str.replace("REV", "AVV", literal=True)
            + "-"
            + pl.int_range(1, pl.len() + 1)
            .over("audit_id")
            .cast(pl.String)
            .str.zfill(2)
        )
    )


def _draw_deadlines(rng: np.random.Generator, report: Days, grade: pl.Series) -> Days:
    due = np.full(len(report), NO_DAY)
    for code, (shortest, longest) in DEADLINE_DAYS.items():
        rows = np.flatnonzero((grade == code).to_numpy())
        due[rows] = draw_later(rng, report[rows], shortest=shortest, longest=longest)
    return due


def _draw_corrections(
    rng: np.random.Generator, rows: pl.DataFrame, cases: pl.DataFrame
) -> Days:
    """Draw when corrections were verified: in a closed case before it was closed."""
    report = rows["report_approved_on"].to_numpy()
    closed = cases["closed_on"].gather(rows["case_ix"]).to_numpy()
    reason = cases["closure_reason_code"].gather(rows["case_ix"])
    days = rng.lognormal(np.log(MEDIAN_CORRECTION_DAYS), 0.6, len(report))
    slow = report + np.round(days).astype("timedelta64[D]")
    is_ended = (reason == "contract_ended").fill_null(value=False).to_numpy()
    is_corrected = ~np.isnat(closed) & ~is_ended
    known_end = np.where(is_corrected, closed, report)
    in_time = draw_workdays(rng, report + 1, np.maximum(known_end - 1, report + 1))
    # Whatever is still open when the contract or the export ends stays uncorrected.
    end = np.where(np.isnat(closed), np.datetime64(DATA_DATE, "D"), closed)
    late = np.where(slow <= end, slow, NO_DAY)
    return np.where(is_corrected, in_time, late)
