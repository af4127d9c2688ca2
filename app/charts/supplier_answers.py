"""What one supplier answered on each requirement, beside what the next audit found.

Requirements of another clause version mean other things: they are never compared.
"""

import polars as pl

from app.charts.spec import Cell, Row, Table
from app.charts.supplier_words import (
    ASSESSMENTS,
    Words,
    find_name,
    find_requirement,
    find_word,
)
from app.formatting import show_date, show_number
from app.messages import _, ngettext


def build_answer_title(answers: pl.DataFrame) -> str:
    """Say what the newest self-assessment says, and what the next audit found.

    Args:
        answers: As from `fetch_self_assessments`, at least one row.
    """
    newest = answers.filter(
        pl.col("self_assessment_id") == answers["self_assessment_id"][0]
    )
    first = newest.row(0, named=True)
    if first["answered_on"] is None:
        return _(
            "The newest self-assessment, sent %(day)s, has not been answered",
            day=show_date(first["sent_on"]),
        )
    if first["assessed_on"] is None:
        return _(
            "The newest self-assessment, answered %(day)s, has not been assessed",
            day=show_date(first["answered_on"]),
        )
    fulfilled = newest.filter(pl.col("assessment_code") == "fulfilled").height
    said = _(
        "%(n)s of %(all)s requirements fulfilled in the self-assessment of %(day)s",
        n=show_number(fulfilled),
        all=show_number(newest.height),
        day=show_date(first["assessed_on"]),
    )
    return f"{said}; {_build_next(newest)}"


def build_answer_table(answers: pl.DataFrame, words: Words) -> Table:
    """Build one row per requirement of each self-assessment, the newest first."""
    headings = (
        _("Category"),
        _("Assessed"),
        _("Clause"),
        _("Requirement"),
        _("Self-assessment"),
        _("Evidence"),
        _("Next audit"),
        _("What it found"),
    )
    # A form that has not been answered says as much of every requirement.
    told = answers.filter(
        pl.col("answered_on").is_not_null() | (pl.col("process_requirement") == 1)
    )
    rows = tuple(_build_row(row, words) for row in told.iter_rows(named=True))
    return Table(headings, rows)


def _build_next(newest: pl.DataFrame) -> str:
    first = newest.row(0, named=True)
    if first["audit_id"] is None:
        return _("no audit since then")
    day = show_date(first["visited_on"])
    if not first["is_same_clause_version"]:
        return _(
            "the audit of %(day)s was not by the same clause and cannot be compared",
            day=day,
        )
    found = newest.filter(pl.col("n_findings") > 0).height
    return ngettext(
        "the audit of %(day)s found deviations on %(n)s of them",
        "the audit of %(day)s found deviations on %(n)s of them",
        found,
        day=day,
    )


def _build_row(row: Row, words: Words) -> tuple[Cell, ...]:
    version = row["clause_version_code"]
    if row["answered_on"] is None:
        return _build_unanswered(row, words)
    return (
        find_word(words, "category", row["category_code"]),
        row["assessed_on"] or _("not yet"),
        find_word(words, "clause_version", version),
        find_requirement(words, row["process_requirement"], version),
        find_name(ASSESSMENTS, row["assessment_code"]),
        None if row["has_evidence"] is None else _build_evidence(row["has_evidence"]),
        row["visited_on"],
        _build_found(row),
    )


def _build_unanswered(row: Row, words: Words) -> tuple[Cell, ...]:
    return (
        find_word(words, "category", row["category_code"]),
        _("not yet"),
        find_word(words, "clause_version", row["clause_version_code"]),
        _("all"),
        _("sent %(day)s, not answered", day=show_date(row["sent_on"])),
        None,
        row["visited_on"],
        None,
    )


def _build_evidence(has_evidence: bool) -> str:
    return _("attached") if has_evidence else _("none attached")


def _build_found(row: Row) -> str:
    """Say what the next audit found on a requirement, or why nobody can tell."""
    if row["audit_id"] is None:
        return _("no audit since then")
    if not row["is_same_clause_version"]:
        return _("cannot be compared: another clause")
    if row["n_findings"] is None:
        return _("cannot be told: a deviation without a requirement")
    if not row["n_findings"]:
        return _("no deviation")
    found = ngettext("%(n)s deviation", "%(n)s deviations", row["n_findings"])
    if not row["n_major_findings"]:
        return found
    return _(
        "%(found)s, %(n)s of them major",
        found=found,
        n=show_number(row["n_major_findings"]),
    )
