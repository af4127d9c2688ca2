"""The words and tables of self-assessments held against audits."""

from collections.abc import Sequence

import polars as pl

from app.charts.spec import Row, Table
from app.formatting import show_date, show_number, show_percent
from app.messages import N_, _

VERDICT_WORDS = {
    "tells_apart": N_("The answer tells something"),
    "does_not_tell": N_("No clear difference from other answers"),
    "tells_opposite": N_("More deviations where approved"),
    "too_few": N_("Too few to judge"),
}
# The guidance of 2016; the seven of 2021 have their names in the data.
ROUTINE_NAMES = {
    "1": N_("1 Policy commitment"),
    "2": N_("2 Division of responsibility"),
    "3": N_("3 Risk analysis"),
    "4": N_("4 Passing on requirements"),
    "5": N_("5 Follow-up"),
    "6": N_("6 Handling of deviations"),
}
AUDIT_TYPE_NAMES = {
    "all": N_("All audits"),
    "office": N_("Office audits"),
    "factory": N_("Factory audits"),
}

ONE_AUDIT_NAMES = {"office": N_("Office audit"), "factory": N_("Factory audit")}


def build_counts(part: int, whole: int) -> str:
    """Write a count of a count; a dash where there is nothing to count."""
    if not whole:
        return "\u2013"
    return _("%(part)s of %(whole)s", part=show_number(part), whole=show_number(whole))


def build_requirement_name(row: Row) -> str:
    """Name a requirement in its own clause."""
    if row["requirement_name"]:
        return row["requirement_name"]
    name = ROUTINE_NAMES[row["requirement_code"]]
    return _(name)


def build_gap_table(
    rows: Sequence[Row], labels: Sequence[str], *, heading: str
) -> Table:
    """Build the rows behind a chart; what is too few has counts of audits only."""
    return Table(
        headings=(
            heading,
            _("Audits"),
            _("Approved answers"),
            _("of them major deviation"),
            _("95 % interval"),
            _("Other answers"),
            _("of them with major deviation"),
            _("Judgement"),
        ),
        rows=tuple(
            (label, *_build_cells(row)) for row, label in zip(rows, labels, strict=True)
        ),
    )


def build_supplier_table(rows: pl.DataFrame) -> Table:
    """Build the list of suppliers whose answers an audit contradicted.

    Args:
        rows: As from `fetch_supplier_gaps`.
    """
    headings = (
        _("Supplier"),
        _("Category"),
        _("Score"),
        _("Assessed"),
        _("Audited"),
        _("Audit"),
        _("Major deviations"),
        _("Requirements approved and contradicted"),
        _("Organisation number"),
    )
    return Table(
        headings,
        tuple(_build_supplier_row(row) for row in rows.iter_rows(named=True)),
    )


def _build_supplier_row(row: Row) -> tuple[str | int | None, ...]:
    audit_type = ONE_AUDIT_NAMES[row["audit_type_code"]]
    return (
        row["supplier_name"],
        row["category_name"],
        show_number(row["fulfilled_score"]),
        show_date(row["assessed_on"]),
        show_date(row["visited_on"]),
        _(audit_type),
        row["n_major_findings"],
        ", ".join(row["contradicted_requirement_codes"]) or None,
        row["organisation_number"],
    )


def _build_cells(row: Row) -> tuple[str | int | None, ...]:
    n_approved, n_other = row["n_approved"], row["n_other"]
    is_few = row["is_too_few"]
    interval = None if is_few else _build_interval(row)
    verdict = VERDICT_WORDS[row["verdict_code"]]
    return (
        row["n_audits"],
        n_approved,
        None if is_few else row["n_approved_major"],
        interval,
        n_other,
        None if is_few else row["n_other_major"],
        _(verdict),
    )


def _build_interval(row: Row) -> str:
    return _(
        "%(low)s to %(high)s",
        low=show_percent(row["approved_major_low_pct"]),
        high=show_percent(row["approved_major_high_pct"]),
    )
