"""What audits of one supplier have found: facts with dates, and what is corrected."""

import polars as pl

from app.charts.spec import Cell, Row, Table
from app.charts.supplier_words import (
    FINDING_STATES,
    Words,
    find_grade,
    find_name,
    find_requirement,
    find_word,
)
from app.formatting import show_date, show_number
from app.messages import _, ngettext


def build_finding_title(findings: pl.DataFrame) -> str:
    """Say how many deviations audits have found and how many are open.

    Args:
        findings: As from `fetch_findings`, at least one row.
    """
    n_findings = findings.filter(pl.col("grade_code") != "observation").height
    found = ngettext(
        "Audits have found %(n)s deviation",
        "Audits have found %(n)s deviations",
        n_findings,
    )
    states = findings["finding_state_code"]
    n_open = int(states.is_in(["open", "overdue"]).sum())
    n_overdue = int((states == "overdue").sum())
    if not n_open:
        return _("%(found)s, and none is open", found=found)
    if not n_overdue:
        return _(
            "%(found)s; %(n)s open, all within their deadline",
            found=found,
            n=show_number(n_open),
        )
    return _(
        "%(found)s; %(n)s open, %(overdue)s of them past the deadline",
        found=found,
        n=show_number(n_open),
        overdue=show_number(n_overdue),
    )


def build_finding_table(findings: pl.DataFrame, words: Words) -> Table:
    """Build one row per finding with its deadlines, the longest overdue first."""
    headings = (
        _("State"),
        _("Grade"),
        _("Requirement"),
        _("Area"),
        _("Report approved"),
        _("First deadline"),
        _("Changed deadline"),
        _("Corrected"),
        _("Finding"),
    )
    rows = tuple(_build_finding(row, words) for row in findings.iter_rows(named=True))
    return Table(headings, rows)


def build_audit_title(audits: pl.DataFrame) -> str:
    """Say how many audits there have been, and in how many something major was found.

    Args:
        audits: As from `fetch_audits`, at least one row.
    """
    judged = audits["has_major_finding"].drop_nulls()
    made = ngettext("%(n)s audit", "%(n)s audits", audits.height)
    if judged.is_empty():
        return _("%(made)s, no report approved yet", made=made)
    return _(
        "%(made)s; a major deviation in %(n)s of %(all)s approved reports",
        made=made,
        n=show_number(int(judged.sum())),
        all=show_number(judged.len()),
    )


def build_audit_table(audits: pl.DataFrame, words: Words) -> Table:
    """Build one row per audit, the newest first."""
    headings = (
        _("Visited"),
        _("Kind of audit"),
        _("Category"),
        _("Region"),
        _("Led by"),
        _("Country of the site"),
        _("Report approved"),
        _("Findings"),
    )
    rows = tuple(_build_audit(row, words) for row in audits.iter_rows(named=True))
    return Table(headings, rows)


def _build_finding(row: Row, words: Words) -> tuple[Cell, ...]:
    return (
        _build_state(row),
        find_grade(words, row["grade_code"]),
        find_requirement(words, row["process_requirement"], row["clause_version_code"]),
        find_word(words, "severe_kind", row["severe_kind_code"])
        or find_word(words, "code_area", row["code_area_code"]),
        row["known_on"],
        row["due_on"],
        row["changed_due_on"],
        row["verified_on"],
        row["finding_id"],
    )


def _build_state(row: Row) -> str:
    state = str(find_name(FINDING_STATES, row["finding_state_code"]))
    if row["days_overdue"] is None:
        return state
    days = ngettext("%(n)s day", "%(n)s days", row["days_overdue"])
    return f"{state}, {days}"


def _build_audit(row: Row, words: Words) -> tuple[Cell, ...]:
    kind = find_word(words, "audit_type", row["audit_type_code"])
    return (
        row["visited_on"],
        _("%(kind)s, again", kind=kind) if row["is_re_audit"] else kind,
        find_word(words, "category", row["category_code"]),
        find_word(words, "place", row["region_code"]),
        find_word(words, "performer", row["performer_code"]),
        find_word(words, "country", row["site_country_code"]),
        show_date(row["report_approved_on"])
        if row["report_approved_on"]
        else _("not yet"),
        row["n_findings"],
    )
