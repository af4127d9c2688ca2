"""The model run's lists: the gate, groups of suppliers, and checks of the load."""

from collections.abc import Mapping

import polars as pl

from app.charts.model_words import (
    CHECK_NAMES,
    GATE_NAMES,
    GROUP_KIND_NAMES,
    GROUP_NAMES,
    GROUP_VERDICTS,
    NOT_HELD_NAMES,
    WATCHED_NAMES,
)
from app.charts.spec import Row, Table
from app.formatting import show_number, show_percent
from app.messages import _


def build_gate_title(rows: pl.DataFrame) -> str:
    """Say how many checks of the gate held."""
    ship = rows.filter(gate_code="ship")
    return _(
        "%(n)s of %(all)s checks to be shown held",
        n=show_number(sum(ship["is_passed"])),
        all=show_number(ship.height),
    )


def build_gate_table(rows: pl.DataFrame) -> Table:
    """Build what the trained model must hold, and whether it did.

    Args:
        rows: As from `fetch_model_gate`.
    """
    headings = (
        _("Gate"),
        _("Check"),
        _("Held"),
        _("Measured"),
        _("Interval"),
        _("Must be"),
        _("Why not"),
    )
    return Table(headings, tuple(map(_build_gate_row, rows.iter_rows(named=True))))


def build_group_title(rows: pl.DataFrame) -> str:
    """Say how many groups are outside, and how many cannot be judged."""
    counts = dict(rows["verdict_code"].value_counts().iter_rows())
    return _(
        "%(outside)s of %(all)s groups lie outside 0.8 to 1.25; %(few)s are too few to "
        "judge",
        outside=show_number(counts.get("outside", 0)),
        all=show_number(rows.height),
        few=show_number(counts.get("too_few", 0)),
    )


def build_group_table(rows: pl.DataFrame) -> Table:
    """Build how the list takes from groups of suppliers with the same risk.

    Args:
        rows: As from `fetch_model_groups`.
    """
    headings = (
        _("Kind of group"),
        _("Group"),
        _("Judgement"),
        _("Suppliers"),
        _("On the list"),
        _("Expected by risk"),
        _("Ratio"),
        _("Hits at audits"),
        _("Written reason"),
    )
    return Table(headings, tuple(map(_build_group_row, rows.iter_rows(named=True))))


def build_check_title(rows: pl.DataFrame) -> str:
    """Say how many of the load's checks are in order."""
    return _(
        "%(n)s of %(all)s things that every load is watched for are in order",
        n=show_number(sum(rows["is_ok"])),
        all=show_number(rows.height),
    )


def build_check_table(rows: pl.DataFrame) -> Table:
    """Build what the load was watched for.

    Args:
        rows: As from `fetch_model_checks`.
    """
    headings = (
        _("Check"),
        _("In order"),
        _("Watched"),
        _("Not in order"),
        _("Highest"),
        _("At most"),
    )
    return Table(
        headings,
        tuple(
            (
                _find(WATCHED_NAMES, row["check_code"]),
                _("Yes") if row["is_ok"] else _("No"),
                row["n_subjects"],
                row["n_not_ok"],
                _show(row["measured"]),
                _show(row["limit_high"]),
            )
            for row in rows.iter_rows(named=True)
        ),
    )


def build_card(rows: pl.DataFrame, language_code: str) -> str:
    """Build the model card of one language as one Markdown text.

    Args:
        rows: As from `fetch_model_card`.
        language_code: sv or en.
    """
    sections = rows.filter(language_code=language_code)
    return "\n\n".join(
        (
            *(
                f"## {row['section_title']}\n\n{row['section_text']}"
                for row in sections.iter_rows(named=True)
            ),
            "",
        )
    )


def build_appendix(text: str) -> Table:
    """Build the first table of a section's Markdown; its headings, then its rows."""
    lines = [line.strip() for line in text.splitlines()]
    cells = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in lines
        if line.startswith("|") and not set(line) <= set("|-: ")
    ]
    return Table(cells[0], tuple(cells[1:])) if cells else Table((), ())


def _build_gate_row(row: Row) -> tuple[str | None, ...]:
    ends = (row["measured_low"], row["measured_high"])
    interval = (
        None
        if None in ends
        else _("%(low)s to %(high)s", low=_show(ends[0]), high=_show(ends[1]))
    )
    reason = row["reason_code"]
    return (
        _find(GATE_NAMES, row["gate_code"]),
        _find(CHECK_NAMES, row["check_code"]),
        _("Yes") if row["is_passed"] else _("No"),
        _show(row["measured"]),
        interval,
        _build_limit(row),
        _find(NOT_HELD_NAMES, reason) if reason else None,
    )


def _build_limit(row: Row) -> str:
    low, high = row["limit_low"], row["limit_high"]
    if high is None:
        return _("at least %(n)s", n=_show(low))
    if low is None:
        return _("at most %(n)s", n=_show(high))
    return _("%(low)s to %(high)s", low=_show(low), high=_show(high))


def _build_group_row(row: Row) -> tuple[str | int | None, ...]:
    is_few = row["verdict_code"] == "too_few"
    ratio = row["selection_ratio"]
    return (
        _find(GROUP_KIND_NAMES, row["group_kind_code"]),
        row["category_name"] or _find(GROUP_NAMES, row["group_code"]),
        _find(GROUP_VERDICTS, row["verdict_code"]),
        row["n_suppliers"],
        row["n_chosen"],
        show_number(row["n_chosen_expected"], decimals=1),
        None if is_few or ratio is None else show_percent(100 * ratio),
        _build_hits(row),
        row["reason"],
    )


def _build_hits(row: Row) -> str | None:
    if not row["n_judged"]:
        return None
    return _(
        "%(part)s of %(whole)s",
        part=show_number(row["n_hits"]),
        whole=show_number(row["n_judged"]),
    )


def _find(names: Mapping[str, str], code: str) -> str:
    """Find a code's words; what a sender wrote itself is shown as it is."""
    name = names.get(code)
    return code if name is None else _(name)


def _show(number: float | None) -> str:
    if number is None:
        return "\u2013"
    return show_number(number, decimals=0 if float(number).is_integer() else 2)
