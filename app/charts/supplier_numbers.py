"""The row of numbers on top of a supplier's page."""

import polars as pl

from app.charts.ranking import build_eligibility, find_band
from app.charts.spec import NumberCard, Row
from app.charts.supplier_words import Words, find_word
from app.formatting import show_date, show_millions, show_number
from app.messages import _, ngettext


def build_supplier_numbers(
    contracts: pl.DataFrame,
    findings: pl.DataFrame,
    audits: pl.DataFrame,
    ranked: pl.DataFrame | None,
) -> tuple[NumberCard, ...]:
    """Build who buys, for how much, the last visit, what is open and the place.

    Args:
        contracts: As from `fetch_contracts`.
        findings: As from `fetch_findings`.
        audits: As from `fetch_audits`.
        ranked: As from `fetch_ranked_categories`; None leaves the place out.
    """
    running = contracts.filter(pl.col("n_running_lines") > 0)
    return (
        NumberCard(
            _("Regions that buy"), show_number(running["region_code"].n_unique())
        ),
        _build_value(running),
        _build_last_audit(audits),
        _build_open(findings),
        *(() if ranked is None else (_build_place(ranked),)),
    )


def build_supplier_line(supplier: Row, words: Words) -> str:
    """Say who the supplier is, on one line under its name.

    Args:
        supplier: As from `fetch_supplier`.
        words: As from `fetch_code_words`.
    """
    group, size = supplier["corporate_group_name"], supplier["size_class_code"]
    parts = [
        _("Organisation number %(number)s", number=supplier["organisation_number"]),
        *([_("part of the group %(group)s", group=group)] if group else []),
        *([_build_size(words, size)] if size else []),
        *([] if supplier["is_in_register"] else [_("not in the supplier register")]),
    ]
    return " \u00b7 ".join(parts)


def build_lines_without_value(running: pl.DataFrame) -> str:
    """Say how many running contract lines lack a value; empty when none does."""
    n_lines = int(running["n_running_lines"].sum())
    n_without = int(running["n_running_lines_without_value"].sum())
    if not n_without:
        return ""
    return _(
        "%(n)s of %(all)s contract lines lack a value",
        n=show_number(n_without),
        all=show_number(n_lines),
    )


def _build_size(words: Words, size_class_code: str) -> str:
    size = str(find_word(words, "size_class", size_class_code)).lower()
    return _("size: %(size)s", size=size)


def _build_value(running: pl.DataFrame) -> NumberCard:
    total = running.row(0, named=True)["total_value_sek"] if running.height else None
    return NumberCard(
        _("Known value a year"),
        show_millions(total, decimals=1),
        build_lines_without_value(running),
    )


def _build_last_audit(audits: pl.DataFrame) -> NumberCard:
    if audits.is_empty():
        return NumberCard(_("Last audit"), _("Never"))
    newest = audits.row(0, named=True)
    waiting = "" if newest["report_approved_on"] else _("the report is not approved")
    return NumberCard(_("Last audit"), show_date(newest["visited_on"]), waiting)


def _build_open(findings: pl.DataFrame) -> NumberCard:
    overdue = findings.filter(pl.col("finding_state_code") == "overdue").height
    is_open = pl.col("finding_state_code").is_in(["open", "overdue"])
    note = ngettext("%(n)s past its deadline", "%(n)s past their deadline", overdue)
    return NumberCard(
        _("Open deviations"),
        show_number(findings.filter(is_open).height),
        note if overdue else "",
    )


def _build_place(ranked: pl.DataFrame) -> NumberCard:
    if ranked.is_empty():
        return NumberCard(_("In the selection"), _("Not in the list"))
    first = ranked.row(0, named=True)
    note = "" if first["is_eligible"] else build_eligibility(first)
    return NumberCard(_("In the selection"), _(find_band(first)), note)
