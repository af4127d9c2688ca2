"""What is said of overrides, accuracy and recommendations: tables and sentences."""

import polars as pl

from app.charts.case_words import show_word
from app.charts.plan_items import REASON_WORDS as OVERRIDE_REASONS
from app.charts.selection_words import (
    DECISION_REASONS,
    DIRECTION_WORDS,
    OUTCOME_WORDS,
    show_hits,
    show_interval,
)
from app.charts.spec import Cell, Table
from app.formatting import show_number
from app.messages import _, ngettext


def build_override_title(counts: pl.DataFrame) -> str:
    """Say how many rows of plans a person changed, and how many can be judged.

    Args:
        counts: As from `fetch_override_counts`, at least one row.
    """
    n = int(counts["n_overrides"].sum())
    judged = n - int(counts["n_unjudged"].sum())
    return ngettext(
        "%(n)s row of a plan was changed by hand; %(judged)s can be judged",
        "%(n)s rows of plans were changed by hand; %(judged)s can be judged",
        n,
        judged=show_number(judged),
    )


def build_override_counts(counts: pl.DataFrame) -> Table:
    """Build how overrides turned out, from `fetch_override_counts`."""
    headings = (
        *(_("Change"), _("Rows"), _("Major deviation")),
        *(_("No major deviation"), _("Cannot be judged")),
    )
    columns = ("n_overrides", "n_hits", "n_no_hits", "n_unjudged")
    rows: list[tuple[Cell, ...]] = [
        (
            show_word(DIRECTION_WORDS, row["direction_code"]),
            *(row[column] for column in columns),
        )
        for row in counts.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_override_rows(overrides: pl.DataFrame) -> Table:
    """Build the list of overrides, from `fetch_overrides`."""
    headings = (
        *(_("Plan"), _("Change"), _("Supplier"), _("Category")),
        *(_("Why"), _("Changed on"), _("Audited on"), _("Outcome")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row["plan_name"],
            show_word(DIRECTION_WORDS, row["direction_code"]),
            *(row["supplier_name"], row["category_name"]),
            show_word(OVERRIDE_REASONS, row["override_reason_code"]),
            *(row["happened_on"], row["visited_on"]),
            show_word(OUTCOME_WORDS, row["outcome_code"]),
        )
        for row in overrides.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_accuracy_sentence(accuracy: pl.DataFrame) -> str:
    """Say one year's accuracy in counts, with its interval.

    Args:
        accuracy: As from `fetch_accuracy`.
    """
    if accuracy.is_empty() or not accuracy["denominator"][0]:
        return _("Cannot be judged: nobody that the ranking picked has been audited.")
    row = accuracy.row(0, named=True)
    return _(
        "%(seen)s had a major deviation: 95 %% interval %(interval)s. %(missing)s wait "
        "for their report.",
        seen=show_hits(int(row["numerator"]), int(row["denominator"])),
        interval=show_interval(row["actual_low"], row["actual_high"]),
        missing=show_number(row["n_missing"]),
    )


def build_reason_table(reasons: pl.DataFrame) -> Table:
    """Build why recommendations were followed or not, from the reasons' counts."""
    headings = (
        *(_("Reason given"), _("Not followed"), _("Followed")),
        _("Recommendation not seen"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            show_word(DECISION_REASONS, row["decision_reason_code"])
            if row["decision_reason_code"]
            else _("no reason given"),
            *(row["n_not_followed"], row["n_followed"], row["n_unseen"]),
        )
        for row in reasons.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_reason_title(reasons: pl.DataFrame) -> str:
    """Say how many recommendations were not followed, and how many without a reason."""
    lost = int(reasons["n_not_followed"].sum())
    known = lost + int(reasons["n_followed"].sum())
    silent = reasons.filter(pl.col("decision_reason_code").is_null())
    return _(
        "%(lost)s of %(known)s recommendations were not followed, %(silent)s of them "
        "without a reason",
        lost=show_number(lost),
        known=show_number(known),
        silent=show_number(int(silent["n_not_followed"].sum())),
    )
