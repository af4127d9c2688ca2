"""Award diplomas to coordinators who have done all that they ask for.

own auditors + people -> [diplomas] -> one row per diploma

Two audits, the e-learning and an introduction: who has done all three stands in line by
the day of the second audit.
"""

from datetime import date

import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.own_auditors import (
    N_AUDITS_FOR_DIPLOMA,
    OWN_PERFORMERS,
)
from pipelines.example.periods import DATA_DATE

#: The day of the year on which diplomas are handed out; earlier in the running year.
AWARD_DAY, RUNNING_AWARD_DAY = (11, 24), (9, 18)
#: Diplomas hold three years since this year; the first of them had no end.
LIMITED_FROM, N_YEARS_VALID = 2023, 3
#: So many of the first holders took theirs again when three years had passed.
N_RENEWED = 2


def build_diplomas(
    record: pl.DataFrame, people: pl.DataFrame, years: dict[int, Year]
) -> pl.DataFrame:
    """Award as many diplomas each year as are planned and somebody has earned.

    Args:
        record: What `build_auditor_record` returns.
        people: Tells the holders' region; who has left gets none.
        years: `n_diplomas` is how many there are to be in all by the year's end.

    Returns:
        One row per diploma: person_id, region_code, awarded_on, valid_to_on, and the
        personal columns.
    """
    in_line = (
        record.filter(pl.col("performer_code").is_in(OWN_PERFORMERS))
        .join(people, left_on="auditor_id", right_on="person_id")
        .with_columns(is_early=pl.col("n_early") >= N_AUDITS_FOR_DIPLOMA)
        .sort(
            "is_early", "n_early", "second_on", "auditor_id",
            descending=[True, True, False, False],
        )
    )  # fmt: skip
    awarded: dict[str, date] = {}
    for year, plan in years.items():
        if plan["n_diplomas"] is None:
            continue
        day = _find_award_day(year)
        earned = in_line.filter(
            pl.col("second_on") < day,
            pl.col("left_on").is_null() | (pl.col("left_on") > day),
            ~pl.col("auditor_id").is_in(list(awarded)),
        )["auditor_id"]
        awarded |= dict.fromkeys(
            earned.head(max(int(plan["n_diplomas"]) - len(awarded), 0)), day
        )
    rows = [*awarded.items(), *_find_renewed(awarded, in_line)]
    return _build_rows(rows, in_line)


def _find_award_day(year: int) -> date:
    return date(year, *(AWARD_DAY if year < DATA_DATE.year else RUNNING_AWARD_DAY))


def _find_renewed(
    awarded: dict[str, date], in_line: pl.DataFrame
) -> list[tuple[str, date]]:
    last = _find_award_day(DATA_DATE.year)
    still = in_line.filter(pl.col("left_on").is_null())["auditor_id"].to_list()
    old = [
        who
        for who, day in awarded.items()
        if last.year - day.year >= N_YEARS_VALID and who in still
    ]
    return [(who, last) for who in old[:N_RENEWED]]


def _build_rows(rows: list[tuple[str, date]], in_line: pl.DataFrame) -> pl.DataFrame:
    types = {"auditor_id": pl.String, "awarded_on": pl.Date}
    is_limited = pl.col("awarded_on").dt.year() >= LIMITED_FROM
    return (
        pl.DataFrame(rows, schema=types, orient="row")
        .join(in_line, on="auditor_id", maintain_order="left")
        .select(
            "region_code",
            "awarded_on",
            "full_name",
            "contact_email",
            person_id="auditor_id",
            valid_to_on=pl.when(is_limited).then(
                pl.col("awarded_on").dt.offset_by(f"{N_YEARS_VALID}y")
            ),
        )
        .sort("awarded_on", "person_id")
    )
