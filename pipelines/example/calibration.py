"""Calibrate the auditors once a year: who comes, and how they judge the test cases.

audits + calibration occasions -> [calibration] -> registrations, scores

Everybody judges the same made-up cases. They agree more from year to year.
"""

from datetime import date

import numpy as np
import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.person_names import build_person_names

N_CASES, N_REQUIREMENTS = 6, 7
ASSESSMENTS = ("not_fulfilled", "partly", "fulfilled")
REFERENCE_SHARES = (0.3, 0.34, 0.36)
#: How often a judgement that is not the right one is the farther of the two.
FAR_SHARE = 0.12
NOT_APPLICABLE_SHARE = 0.015
#: Of the requirements, how many have no agreed answer.
BLANK_REFERENCE_SHARE = 0.05


def build_calibrated(
    rng: np.random.Generator,
    audits: pl.DataFrame,
    occasions: pl.DataFrame,
    people: pl.DataFrame,
    years: dict[int, Year],
) -> pl.DataFrame:
    """Let the planned share of each year's active auditors come to its calibration.

    Returns:
        Registrations: occasion_id, person_id, region_code, attendance_state_code,
        completed_on. Whoever did not come was registered and absent.
    """
    regions = people.unique("person_id", keep="last", maintain_order=True).select(
        "person_id", "region_code"
    )
    drawn = [
        _draw_coming(
            rng, audits, day, years[day.year]["calibrated_share"] or 0
        ).with_columns(occasion_id=pl.lit(number))
        for number, day in _find_held(occasions)
    ]
    return (
        pl.concat(drawn)
        .join(regions, on="person_id", how="left", maintain_order="left")
        .select(
            *("person_id", "region_code", "attendance_state_code"),
            *("occasion_id", "completed_on"),
        )
    )


def draw_scores(
    rng: np.random.Generator, calibrated: pl.DataFrame, years: dict[int, Year]
) -> pl.DataFrame:
    """Draw how each who came judged each requirement of each test case.

    Returns:
        One row per auditor, test case and requirement; none for a year whose scores
        were not kept.
    """
    came = calibrated.filter(attendance_state_code="completed").with_columns(
        year=pl.col("completed_on").dt.year()
    )
    kept = [year for year, plan in years.items() if plan["agreement_share"]]
    came = came.filter(pl.col("year").is_in(kept))
    drawn = [
        _draw_year(rng, part, float(years[year]["agreement_share"] or 0))
        for (year,), part in came.group_by("year", maintain_order=True)
    ]
    scores = pl.concat(drawn)
    return scores.hstack(build_person_names(scores["auditor_id"]))


def _draw_coming(
    rng: np.random.Generator, audits: pl.DataFrame, day: date, share: float
) -> pl.DataFrame:
    """Let a share of those who audited that year come; the others were registered."""
    of_year = audits.filter(pl.col("visited_on").dt.year() == day.year)
    active = of_year["auditor_id"].drop_nulls().unique().sort()
    shuffled = active.gather(rng.permutation(active.len()))
    is_coming = pl.int_range(pl.len()) < round(active.len() * share)
    return pl.DataFrame({"person_id": shuffled}).select(
        "person_id",
        attendance_state_code=pl.when(is_coming)
        .then(pl.lit("completed"))
        .otherwise(pl.lit("absent")),
        completed_on=pl.when(is_coming).then(pl.lit(day)),
    )


def _draw_year(
    rng: np.random.Generator, came: pl.DataFrame, agreement: float
) -> pl.DataFrame:
    cases = pl.DataFrame({"case": range(1, N_CASES + 1)}).join(
        pl.DataFrame({"process_requirement": range(1, N_REQUIREMENTS + 1)}),
        how="cross",
    )
    right = rng.choice(len(ASSESSMENTS), cases.height, p=REFERENCE_SHARES)
    is_agreed = rng.random(cases.height) >= BLANK_REFERENCE_SHARE
    judged = came.join(
        cases.with_columns(right=pl.Series(right), is_agreed=pl.Series(is_agreed)),
        how="cross",
    )
    given = _draw_given(rng, judged["right"].to_numpy(), agreement)
    names = pl.Series(ASSESSMENTS)
    is_applied = pl.Series(rng.random(judged.height) >= NOT_APPLICABLE_SHARE)
    return judged.select(
        "occasion_id",
        "process_requirement",
        calibration_round_id=pl.col("year").cast(pl.String),
        auditor_id="person_id",
        test_case_id=pl.format("FALL-{}-{}", "year", "case"),
        given_assessment_code=pl.when(is_applied)
        .then(names.gather(given))
        .otherwise(pl.lit("not_applicable")),
        reference_assessment_code=pl.when("is_agreed").then(
            names.gather(judged["right"])
        ),
        assessed_on="completed_on",
    )


def _draw_given(
    rng: np.random.Generator, right: np.ndarray, agreement: float
) -> np.ndarray:
    """Judge right as often as planned, otherwise mostly one step away."""
    n = len(right)
    step = np.where(rng.random(n) < FAR_SHARE, 2, 1)
    away = np.where(
        right == 1, right + rng.choice([-1, 1], n), np.where(right == 0, step, 2 - step)
    )
    return np.where(rng.random(n) < agreement, right, away)


def _find_held(occasions: pl.DataFrame) -> list[tuple[str, date]]:
    return (
        occasions.filter(training_kind_code="calibration", occasion_state_code="held")
        .select("occasion_id", "held_on")
        .rows()
    )
