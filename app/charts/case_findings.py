"""What is said of one case and of findings: facts, steps, deadlines and history."""

import polars as pl

from app.charts.case_words import (
    FINDING_STAGES,
    GRADE_NAMES,
    METHOD_NAMES,
    SELECTION_REASONS,
    SEVERE_REPORTS,
    show_word,
)
from app.charts.open_cases import build_due_text, show_deadline, show_origin
from app.charts.spec import Cell, Row, Table
from app.formatting import show_date, show_number
from app.messages import _, ngettext


def build_case_facts(case: Row, regions: list[str]) -> tuple[tuple[str, str], ...]:
    """Build what is known of one case: what it is, and the words.

    Args:
        case: A row of `fetch_case_list`.
        regions: As from `fetch_case_regions`.
    """
    reason = case["selection_reason_code"]
    return (
        (_("Category"), case["category_name"]),
        (_("Regions in the case"), ", ".join(regions)),
        (_("Started"), show_date(case["started_on"])),
        (_("Method at the start"), show_word(METHOD_NAMES, case["method_code"])),
        (
            _("Chosen because of"),
            show_word(SELECTION_REASONS, reason) if reason else _("not told"),
        ),
        (
            _("Step now"),
            _(
                "%(step)s since %(day)s",
                step=case["step_name"],
                day=show_date(case["step_since_on"]),
            ),
        ),
        (_("Acts next"), case["ball_name"]),
        (_("Next deadline"), build_due_text(case)),
    )


def build_own_deadlines(deadlines: pl.DataFrame) -> Table:
    """Build the deadlines of one case from its rows of `fetch_case_deadlines`."""
    headings = (_("Last day"), _("Days late"), _("Of what"), _("Day set by"))
    rows: list[tuple[Cell, ...]] = [
        (
            row["due_on"],
            row["days_overdue"] if row["is_overdue"] else None,
            *(show_deadline(row), show_origin(row)),
        )
        for row in deadlines.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_step_rows(steps: pl.DataFrame) -> Table:
    """Build the steps of one case from the rows of `fetch_case_steps`."""
    headings = (_("Step"), _("Began"), _("Done"), _("Days"))
    rows: list[tuple[Cell, ...]] = [
        (
            row["step_name"],
            row["began_on"],
            _("under way") if row["is_current"] else show_date(row["ended_on"]),
            row["step_days"],
        )
        for row in steps.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_finding_rows(findings: pl.DataFrame) -> Table:
    """Build the findings of cases from the rows of `fetch_case_findings`."""
    headings = (
        *(_("Deviation"), _("Grade"), _("Requirement no."), _("Area")),
        *(_("Found on"), _("Stands"), _("Last day"), _("Last day at first")),
        _("Verified"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(row["finding_id"], show_word(GRADE_NAMES, row["grade_code"])),
            *(row["process_requirement"], row["code_area_name"], row["known_on"]),
            show_stage(row),
            row["due_on"],
            row["first_due_on"] if row["is_due_changed"] else None,
            row["verified_on"],
        )
        for row in findings.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_severe_rows(findings: pl.DataFrame) -> Table:
    """Build the severe findings with their two weeks.

    Args:
        findings: As from `fetch_case_findings`, severe ones.
    """
    headings = (
        *(_("Case"), _("Supplier"), _("Kind"), _("Report no later than")),
        *(_("Reported"), _("The two weeks"), _("Stands")),
        *(_("Correct no later than"), _("Known since"), _("Deviation")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(row["case_id"], row["supplier_name"], row["severe_kind_name"]),
            *(row["severe_report_due_on"], row["reported_on"]),
            show_word(SEVERE_REPORTS, row["severe_report_code"]),
            *(show_stage(row), row["due_on"], _show_known(row), row["finding_id"]),
        )
        for row in findings.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_severe_title(findings: pl.DataFrame) -> str:
    """Say how many severe deviations open cases have, and how many nobody reported.

    Args:
        findings: As from `fetch_case_findings`, severe ones, at least one.
    """
    waiting = findings.filter("is_waiting")
    overdue = waiting.filter(pl.col("severe_report_code") == "overdue").height
    return ngettext(
        "%(n)s severe deviation waits; %(overdue)s not reported within the two weeks",
        "%(n)s severe deviations wait; %(overdue)s not reported within the two weeks",
        waiting.height,
        overdue=show_number(overdue),
    )


def build_grade_rows(counts: pl.DataFrame) -> Table:
    """Build the findings of open cases by grade from `fetch_finding_counts`."""
    headings = (
        *(_("Grade"), _("All found"), _("Verified"), _("Left")),
        *(_("of them without a plan"), _("of them past their last day")),
    )
    columns = ("n_found", "n_verified", "n_waiting", "n_without_plan", "n_overdue")
    rows: list[tuple[Cell, ...]] = [
        (
            show_word(GRADE_NAMES, row["grade_code"]),
            *(row[column] for column in columns),
        )
        for row in counts.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_grade_title(counts: pl.DataFrame) -> str:
    """Say how many deviations are left, and how many are past their last day."""
    return ngettext(
        "%(n)s deviation is left to correct or verify, %(overdue)s past its last day",
        "%(n)s deviations are left to correct or verify, %(overdue)s past their last "
        "day",
        int(counts["n_waiting"].sum()),
        overdue=show_number(int(counts["n_overdue"].sum())),
    )


def show_stage(row: Row) -> str:
    """Say how far a finding has come."""
    if row["finding_stage_code"] is None:
        return _("not told") if row["is_waiting"] else _("nothing to correct")
    return show_word(FINDING_STAGES, row["finding_stage_code"])


def _show_known(row: Row) -> str:
    if row["supplier_aware_on"] is not None:
        return show_date(row["supplier_aware_on"])
    return _(
        "%(day)s, the report's day: the supplier's is unknown",
        day=show_date(row["known_on"]),
    )
