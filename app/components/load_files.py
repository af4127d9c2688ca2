"""Show what a received file holds, what of it would be rejected and what it changes."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from app.charts.source_words import show_code
from app.components.data_words import show_remedy, show_rule
from app.components.escaping import show_in_markdown, show_text
from app.components.load_words import (
    ALL_REJECTED,
    HAS_WORDS,
    show_file_outcome,
    show_format,
    show_how,
    show_reason,
)
from app.formatting import show_number
from app.inbox.preview import (
    NEEDS_ANSWERS,
    READY,
    REFUSED,
    UNRECOGNISED,
    Changes,
    FilePreview,
    RejectedRow,
    Sample,
    TablePreview,
)
from app.messages import N_, _, ngettext

KINDS = {"new": N_("New"), "changed": N_("Changed"), "vanished": N_("Gone")}
LONGEST_CELL = 60


def show_file_head(file: FilePreview) -> None:
    """Show a file's name, what it is and why it cannot be used, if it cannot."""
    words, colour = show_file_outcome(_find_outcome(file))
    name = show_in_markdown(file.file_name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{name}**", width="content")
        st.markdown(f":{colour}-badge[{words}]", width="content")
    if file.outcome in {REFUSED, UNRECOGNISED} or (
        file.outcome == NEEDS_ANSWERS and not file.tables
    ):
        st.markdown(
            show_in_markdown(show_reason(file.reason_code, file.message), longest=500)
        )
    if file.outcome == REFUSED and file.message:
        with st.expander(_("The import's own words, in English")):
            st.markdown(show_in_markdown(file.message, longest=2000))


def show_table(table: TablePreview) -> None:
    """Show in a few lines what one table of a file holds and changes."""
    holds = show_in_markdown(show_code(table.table))
    st.caption(f"{holds} \u00b7 {show_format(table.found_format)}")
    if table.n_received is not None:
        st.markdown(
            _(
                "Rows received **%(received)s**, accepted **%(accepted)s**, "
                "rejected **%(rejected)s**",
                received=show_number(table.n_received),
                accepted=show_number(table.n_accepted),
                rejected=show_number(table.n_rejected),
            )
        )
    if table.changes is not None:
        st.markdown(_show_changes(table.changes))


def show_details(table: TablePreview) -> None:
    """Show, folded, the rows that change and how the headings were understood."""
    if table.changes is not None and table.changes.samples:
        with st.expander(_("Rows that change")):
            _show_samples(table.changes)
    with st.expander(_("Headings: %(n)s", n=show_number(len(table.headings)))):
        _show_headings(table)


def show_rejected(table: TablePreview) -> None:
    """Show which rules rows break, what to do, and the first rows that do."""
    for rule in table.rules:
        count = ngettext("%(n)s row", "%(n)s rows", rule.n_rows)
        what = _(
            "%(column)s %(is_wrong)s",
            column=show_in_markdown(show_code(rule.column)),
            is_wrong=show_in_markdown(show_rule(rule.rule)),
        )
        st.markdown(f"{count}: **{what}**.  \n{show_remedy(rule.rule)}")
    if table.rejected:
        frame = pl.DataFrame(
            [_build_rejected(row) for row in table.rejected], infer_schema_length=None
        )
        st.dataframe(frame, hide_index=True, alt=_("The first rejected rows"))


def _find_outcome(file: FilePreview) -> str:
    """Find what to say of a file; ready is not all there is to say of some."""
    if file.outcome == UNRECOGNISED and not file.candidates:
        return REFUSED
    if file.outcome != READY:
        return file.outcome
    if any(table.codes for table in file.tables):
        return HAS_WORDS
    return READY if any(table.n_accepted for table in file.tables) else ALL_REJECTED


def _show_changes(changes: Changes) -> str:
    return _(
        "Against what is in use now: new **%(new)s**, changed **%(changed)s**, "
        "gone **%(gone)s**, as before %(same)s",
        new=show_number(changes.n_new),
        changed=show_number(changes.n_changed),
        gone=show_number(changes.n_vanished),
        same=show_number(changes.n_same),
    )


def _show_samples(changes: Changes) -> None:
    rows = [_build_sample(sample) for sample in changes.samples]
    names = (_("Change"), _("Row"), _("Before"), _("After"))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    st.dataframe(frame, hide_index=True, alt=_("Rows that change"))
    n_all = changes.n_new + changes.n_changed + changes.n_vanished
    if n_all > len(rows):
        st.caption(
            _(
                "%(shown)s of %(all)s are shown.",
                shown=show_number(len(rows)),
                all=show_number(n_all),
            )
        )


def _build_sample(sample: Sample) -> tuple[str, str, str, str]:
    before, after = dict(sample.before or {}), dict(sample.after or {})
    if sample.kind == "changed":
        # Only what differs: the reader looks for it anyway.
        differs = [name for name in after if before.get(name) != after[name]]
        before = {name: before.get(name) for name in differs}
        after = {name: after[name] for name in differs}
    return (
        _(KINDS[sample.kind]),
        _show_cells(sample.key),
        _show_cells(before),
        _show_cells(after),
    )


def _show_cells(cells: Mapping[str, Any]) -> str:
    return " \u00b7 ".join(
        f"{show_code(name)}: {_show_cell(cell)}" for name, cell in cells.items()
    )


def _show_cell(cell: Any) -> str:
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    if isinstance(cell, int | float):
        return show_number(cell, decimals=0 if float(cell).is_integer() else 2)
    return show_text(None if cell is None else str(cell), longest=LONGEST_CELL)


def _show_headings(table: TablePreview) -> None:
    frame = pl.DataFrame(
        {
            _("In the file"): [
                show_text(each.written or None) for each in table.headings
            ],
            _("Holds"): [
                show_code(each.column) if each.column else "\u2013"
                for each in table.headings
            ],
            _("How we know"): [show_how(each.how) for each in table.headings],
        }
    )
    st.dataframe(frame, hide_index=True, alt=_("The file's headings, one row each"))


def _build_rejected(row: RejectedRow) -> dict[str, Any]:
    cells = row.as_received
    if isinstance(cells, str):
        cells = json.loads(cells)
    told = {
        _("Line"): row.source_row,
        _("What is wrong"): _show_rules(row.broken_rules),
    }
    return told | {
        show_text(name): show_text(None if cell is None else str(cell))
        for name, cell in cells.items()
    }


def _show_rules(broken_rules: str | list[str]) -> str:
    listed = broken_rules.split(",") if isinstance(broken_rules, str) else broken_rules
    pairs = (rule.partition("|") for rule in listed)
    return "; ".join(
        f"{show_code(column)} {show_rule(rule)}" for column, _bar, rule in pairs
    )
