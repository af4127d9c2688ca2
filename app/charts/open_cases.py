"""What is said of open cases: numbers, the list, findings and deadlines."""

import polars as pl

from app.charts.case_words import DEADLINE_NAMES, GRADE_NAMES, show_word
from app.charts.spec import Cell, NumberCard, Row, Table
from app.formatting import show_date, show_number
from app.messages import N_, _, ngettext

BALL_ORDER = ("supplier", "region", "secretariat", "auditor")


def build_case_numbers(totals: dict[str, int]) -> tuple[NumberCard, ...]:
    """Build the row of numbers: open, overdue, and what is left to correct.

    Args:
        totals: As from `fetch_case_totals`.
    """
    return (
        NumberCard(
            _("Open cases"),
            show_number(totals["n_open"]),
            _(
                "%(n)s open for more than 12 months",
                n=show_number(totals["n_over_one_year"]),
            ),
        ),
        NumberCard(
            _("Past a deadline"),
            show_number(totals["n_overdue"]),
            _("cases, set and assumed deadlines together"),
        ),
        *(
            NumberCard(label, show_number(totals[f"n_{grade}_waiting"]), _("to verify"))
            for grade, label in (
                ("severe", _("Severe deviations")),
                ("major", _("Major deviations")),
                ("minor", _("Minor deviations")),
            )
        ),
    )


def build_list_title(totals: dict[str, int], cases: pl.DataFrame) -> str:
    """Say how many cases are past a deadline, and by how much.

    Args:
        totals: As from `fetch_case_totals`.
        cases: As from `fetch_case_list`, at least one row.
    """
    if not totals["n_overdue"]:
        return ngettext(
            "%(n)s case is open and none is past a deadline",
            "%(n)s cases are open and none is past a deadline",
            totals["n_open"],
        )
    return ngettext(
        "%(overdue)s of %(n)s open case is past a deadline, by %(days)s days",
        "%(overdue)s of %(n)s open cases are past a deadline, the longest by %(days)s "
        "days",
        totals["n_open"],
        overdue=show_number(totals["n_overdue"]),
        days=show_number(max(cases["days_overdue"])),
    )


def build_ball_sentence(cases: pl.DataFrame) -> str:
    """Say how many of the listed cases wait for whom.

    Args:
        cases: As from `fetch_case_list`.
    """
    counts = dict(
        cases.group_by("ball_code", "ball_name")
        .len()
        .sort(pl.col("ball_code").replace_strict(_find_order(), default=9))
        .select("ball_name", "len")
        .iter_rows()
    )
    parts = [f"{name} {show_number(count)}" for name, count in counts.items()]
    return _("Who acts next: %(parts)s.", parts=" \u00b7 ".join(parts))


def build_case_rows(cases: pl.DataFrame) -> Table:
    """Build the list of cases from the rows of `fetch_case_list`."""
    headings = (
        *(_("Case"), _("Days late"), _("Next deadline"), _("Of what")),
        *(_("Acts next"), _("Step"), _("Supplier"), _("Category"), _("Region")),
        *(_("Age, days"), _("Left to correct")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row["case_id"],
            row["days_overdue"] if row["is_overdue"] else None,
            *(row["next_due_on"], _show_next(row)),
            *(row["ball_name"], row["step_name"], row["supplier_name"]),
            *(row["category_name"], row["place_name"], row["age_days"]),
            show_findings(row),
        )
        for row in cases.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_deadline_rows(deadlines: pl.DataFrame) -> Table:
    """Build the list of deadlines from the rows of `fetch_case_deadlines`."""
    headings = (
        *(_("Last day"), _("Days late"), _("Of what"), _("Case"), _("Supplier")),
        *(_("Day set by"), _("Category"), _("Region")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row["due_on"],
            row["days_overdue"] if row["is_overdue"] else None,
            *(show_deadline(row), row["case_id"], row["supplier_name"]),
            *(show_origin(row), row["category_name"], row["place_name"]),
        )
        for row in deadlines.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_deadline_title(deadlines: pl.DataFrame) -> str:
    """Say how many deadlines there are, and how many nobody has set.

    Args:
        deadlines: As from `fetch_case_deadlines`, at least one row.
    """
    return ngettext(
        "%(n)s deadline runs or has passed, %(assumed)s of them assumed",
        "%(n)s deadlines run or have passed, %(assumed)s of them assumed",
        deadlines.height,
        assumed=show_number(int(deadlines["is_assumed"].sum())),
    )


def show_deadline(row: Row) -> str:
    """Name a deadline, with the grade of the finding that it is of."""
    name = show_word(DEADLINE_NAMES, row["deadline_code"])
    if row["deadline_code"] != "correction":
        return name
    return f"{name} ({_(GRADE_NAMES[row['grade_code']]).lower()})"


def show_origin(row: Row) -> str:
    """Say whether somebody has set a deadline."""
    if not row["is_assumed"]:
        return _("the case")
    if row["deadline_code"] == "severe_report":
        return _("assumed: the clause's two weeks, in brackets there")
    return _("assumed: no source tells")


def show_findings(row: Row) -> str:
    """Write what is left to correct in a case: "1 severe, 4 major"."""
    parts = [
        _(words, n=show_number(row[f"n_{grade}_waiting"]))
        for grade, words in (
            ("severe", N_("%(n)s severe")),
            ("major", N_("%(n)s major")),
            ("minor", N_("%(n)s minor")),
        )
        if row[f"n_{grade}_waiting"]
    ]
    return ", ".join(parts)


def _show_next(row: Row) -> str | None:
    if row["next_deadline_code"] is None:
        return None
    name = show_word(DEADLINE_NAMES, row["next_deadline_code"])
    return _("%(name)s (assumed)", name=name) if row["is_next_assumed"] else name


def _find_order() -> dict[str, int]:
    return {code: at for at, code in enumerate(BALL_ORDER)}


def build_due_text(row: Row) -> str:
    """Write the next deadline of one case in words; a dash when there is none."""
    if row["next_due_on"] is None:
        return "\u2013"
    return f"{show_date(row['next_due_on'])}, {_show_next(row)}"


def build_definition_rows(steps: pl.DataFrame) -> Table:
    """Build how each step is told and who acts next, from `fetch_steps`."""
    headings = (
        _("Number in the process"),
        _("Step"),
        _("Acts next"),
        _("How the data tells it"),
    )
    columns = ("step_number", "step_name", "ball_name", "told_by")
    return Table(headings, tuple(steps.select(columns).iter_rows()))
