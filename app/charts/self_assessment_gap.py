"""What is said of self-assessments that were followed by an audit.

Every figure is of audited suppliers, who were chosen because something was suspected.
"""

import polars as pl

from app.charts.forms_compared import Pairs
from app.charts.gap_words import (
    VERDICT_WORDS,
    build_counts,
    build_gap_table,
    build_requirement_name,
)
from app.charts.spec import ChartSpec, Footer, NumberCard, Row
from app.charts.words import build_listing, build_two_lines
from app.formatting import show_number
from app.messages import _, ngettext

TELLS = "tells_apart"


def build_gap_numbers(whole: Row) -> tuple[NumberCard, ...]:
    """Build the row of numbers: what could be compared, and how it went.

    Args:
        whole: The row of the forms as a whole.
    """
    n_compared = whole["n_approved"] + whole["n_other"]
    return (
        NumberCard(
            _("Audits with a self-assessment before"),
            build_counts(n_compared, whole["n_audits"]),
            _("first audits with an approved report"),
        ),
        NumberCard(
            _("Major deviation though the answer was approved"),
            build_counts(whole["n_approved_major"], whole["n_approved"]),
            _("score of at least %(n)s of 100", n=show_number(whole["approved_score"])),
        ),
        NumberCard(
            _("Major deviation where it was not"),
            build_counts(whole["n_other_major"], whole["n_other"]),
            _("lower score"),
        ),
    )


def build_requirement_gaps(
    rows: pl.DataFrame, *, chosen: str, footer: Footer
) -> ChartSpec:
    """Say for which requirements an approved answer means fewer deviations.

    Args:
        rows: As from `fetch_requirement_gaps`, at least one.
        chosen: Clause, category and audit type in words.
        footer: Where the figures come from.
    """
    every = list(rows.iter_rows(named=True))
    labels = [build_requirement_name(row) for row in every]
    marks = _build_marks(every, labels)
    return ChartSpec(
        name="requirement_gap",
        title=_build_requirement_title(every, labels),
        subtitle=_(
            "Share of audits with a major deviation from the requirement, among "
            "audited suppliers, %(chosen)s",
            chosen=chosen,
        ),
        alt=_(
            "Dots by requirement: approved answers, and hollow dots for other "
            "answers. %(listing)s.",
            listing=build_listing(labels, marks.texts),
        ),
        note=_(
            "Grey bars are 95 % intervals. Written at the end: major deviations of "
            "approved answers. Answers are only compared with an audit of the same "
            "clause."
        ),
        footer=footer,
        table=build_gap_table(every, labels, heading=_("Requirement")),
        marks=marks,
    )


def build_category_gaps(
    rows: pl.DataFrame, *, chosen: str, footer: Footer
) -> ChartSpec:
    """Say how often an approved self-assessment was followed by a major deviation.

    Args:
        rows: As from `fetch_category_gaps`, "all" first; at least one.
        chosen: The audit type in words.
        footer: Where the figures come from.
    """
    every = list(rows.iter_rows(named=True))
    whole = every[0]
    shown = [row for row in every if row is whole or not row["is_too_few"]]
    labels = [row["category_name"] for row in shown]
    marks = _build_marks(shown, labels)
    return ChartSpec(
        name="category_gap",
        title=_build_whole_title(whole),
        subtitle=_(
            "Share of audits with a major deviation, among audited suppliers, "
            "%(chosen)s",
            chosen=chosen,
        ),
        alt=_(
            "Dots by category: approved self-assessments, and hollow dots for others. "
            "%(listing)s.",
            listing=build_listing(labels, marks.texts),
        ),
        note=_find_too_few(len(every) - len(shown)),
        footer=footer,
        table=build_gap_table(
            every, [row["category_name"] for row in every], heading=_("Category")
        ),
        marks=marks,
    )


def build_supplier_title(n_suppliers: int) -> str:
    """Say how many suppliers' approved answers an audit contradicted."""
    return ngettext(
        "%(n)s supplier with an approved self-assessment had a major deviation",
        "%(n)s suppliers with approved self-assessments had major deviations",
        n_suppliers,
    )


def _build_marks(rows: list[Row], labels: list[str]) -> Pairs:
    told = [
        row if not row["is_too_few"] else {**row, **dict.fromkeys(DRAWN)}
        for row in rows
    ]
    return Pairs(
        labels=tuple(build_two_lines(label) for label in labels),
        numbers=tuple(row["approved_major_pct"] for row in told),
        lows=tuple(row["approved_major_low_pct"] for row in told),
        highs=tuple(row["approved_major_high_pct"] for row in told),
        others=tuple(row["other_major_pct"] for row in told),
        texts=tuple(
            _("too few")
            if row["is_too_few"]
            else build_counts(row["n_approved_major"], row["n_approved"])
            for row in rows
        ),
        key_texts=(_("Approved answer"), _("Other answers")),
        accents=tuple(
            at for at, row in enumerate(rows) if row["verdict_code"] == TELLS
        ),
        reference=0,
    )


DRAWN = (
    "approved_major_pct",
    "approved_major_low_pct",
    "approved_major_high_pct",
    "other_major_pct",
)


def _build_requirement_title(rows: list[Row], labels: list[str]) -> str:
    telling = [
        label
        for row, label in zip(rows, labels, strict=True)
        if row["verdict_code"] == TELLS
    ]
    if all(row["verdict_code"] == "too_few" for row in rows):
        return _("Too few audits to judge any requirement's answers")
    if not telling:
        return _("No requirement's answers tell what the audit will find")
    return _(
        "An approved answer means clearly fewer deviations for %(n)s of %(all)s "
        "requirements: %(names)s",
        n=show_number(len(telling)),
        all=show_number(len(rows)),
        names=", ".join(telling),
    )


def _build_whole_title(whole: Row) -> str:
    if whole["is_too_few"]:
        return _("Too few audits to judge the self-assessments")
    said = ngettext(
        "Of %(n)s audit where the self-assessment was approved %(major)s had a major "
        "deviation",
        "Of %(n)s audits where the self-assessment was approved %(major)s had a major "
        "deviation",
        whole["n_approved"],
        major=show_number(whole["n_approved_major"]),
    )
    verdict = VERDICT_WORDS[whole["verdict_code"]]
    return f"{said} ({_(verdict).lower()})"


def _find_too_few(n_categories: int) -> str:
    said = _("Grey bars are 95 % intervals.")
    if not n_categories:
        return said
    few = ngettext(
        "Too few to judge: %(n)s category, see the table.",
        "Too few to judge: %(n)s categories, see the table.",
        n_categories,
    )
    return f"{said} {few}"
