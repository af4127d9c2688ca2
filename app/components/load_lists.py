"""The lists of the load history: changed figures, publications, loads, closed rows."""

import json
from collections.abc import Mapping

import polars as pl
import streamlit as st

from app.charts.source_words import show_code
from app.charts.spec import Cell, Footer, Row, Table
from app.components.data_words import show_outcome
from app.components.download import offer_downloads
from app.components.escaping import show_text
from app.components.paper import show_on_paper
from app.formatting import show_date, show_moment, show_number, show_share
from app.messages import N_, _
from app.publication_history import Publication
from app.queries.builds import BuildFacts

CAUSES = {
    "new_file": N_("New file: %(files)s"),
    "withdrawn_file": N_("Withdrawn file: %(files)s"),
    "changed_rule": N_("The rule for the figure was changed"),
}
KINDS = {"publish": N_("Published"), "undo": N_("Earlier build published again")}
SENDERS = {
    "secretariat": N_("The secretariat"),
    "steering_group": N_("The steering group"),
    "system_support": N_("The system support"),
    "adda": N_("Adda"),
    "other": N_("Other"),
}
DIGITS_OF_A_SHA = 12
LONG_TEXT = 500


def show_changed_figures(changes: pl.DataFrame, *, build: BuildFacts) -> None:
    """Show figures that changed after they were published, and what changed them.

    Args:
        changes: Rows as fetch_changed_figures gives them, not empty.
        build: For the footer of the download.
    """
    headings = (
        *(_("Key figure"), _("Period"), _("Place"), _("Before"), _("Now")),
        *(_("Cause"), _("Changed"), _("From build"), _("To build")),
    )
    rows = tuple(
        (
            show_text(row["kpi_name"]),
            _show_period(row),
            show_text(row["place_name"]),
            _show_figure(row, "old"),
            _show_figure(row, "new"),
            _show_cause(row),
            show_moment(row["changed_at"]),
            row["from_build_id"],
            row["to_build_id"],
        )
        for row in changes.iter_rows(named=True)
    )
    _show_table("changed_figures", _("Changed figures"), headings, rows, build)


def show_publications(publications: list[Publication]) -> None:
    """Show when each build was published or taken up again, and with which files.

    Args:
        publications: Newest first, not empty.
    """
    headings = (
        *(_("When"), _("What"), _("Files brought in"), _("Files withdrawn")),
        *(_("Asked for by"), _("Build")),
    )
    rows = [
        (
            show_moment(publication.published_at),
            _(KINDS[publication.kind_code]),
            _show_names(publication.brought_in),
            _show_names(publication.withdrawn),
            _show_sender(publication.by_role, None),
            publication.build_id,
        )
        for publication in publications
    ]
    frame = pl.DataFrame(rows, schema=headings, orient="row")
    names = (_("Files brought in"), _("Files withdrawn"))
    st.dataframe(
        frame,
        hide_index=True,
        # Both lists of names beside each other; the whole of one on a click.
        column_config=dict.fromkeys(names, st.column_config.TextColumn(width="medium")),
        alt=_("Publications, newest first"),
    )
    show_on_paper("publications", Table(headings, tuple(rows)))


def show_loads(
    loads: pl.DataFrame, builds: Mapping[str, str], *, build: BuildFacts
) -> None:
    """Show every file that has come, who sent it and which build brought it in.

    Args:
        loads: Rows as fetch_loads gives them, not empty.
        builds: Build id by the file's sha256.
        build: For the footer of the download.
    """
    headings = (
        *(_("File"), _("Holds"), _("Outcome"), _("Sender"), _("Came")),
        *(_("Data as of"), _("Received"), _("Accepted"), _("Rejected")),
        *(_("Build"), _("Fingerprint")),
    )
    rows = tuple(
        (
            show_text(row["file_name"]),
            show_code(row["table_name"]) if row["table_name"] else "",
            show_outcome(row["outcome_code"]),
            _show_sender(row["sender_code"], row["sender_name"]),
            show_moment(row["received_at"]),
            show_date(row["data_on"]),
            *(show_number(row[f"n_{kind}"]) for kind in ("received", "accepted")),
            show_number(row["n_rejected"]),
            builds.get(row["file_sha256"], "\u2013"),
            show_text(row["file_sha256"])[:DIGITS_OF_A_SHA],
        )
        for row in loads.iter_rows(named=True)
    )
    _show_table("loads", _("Every load"), headings, rows, build)


def show_closed_rows(closed: pl.DataFrame, *, build: BuildFacts) -> None:
    """Show rows that their sender no longer sends, and the file that lacked them.

    Args:
        closed: Rows as fetch_closed_rows gives them, not empty.
        build: For the footer of the download.
    """
    headings = (*(_("Holds"), _("Row"), _("Closed"), _("Last in"), _("Missing from")),)
    rows = tuple(
        (
            show_code(row["table_name"]),
            _show_key(row["row_key"]),
            show_date(row["closed_on"]),
            show_text(row["source_file"]),
            show_text(row["closing_file"]),
        )
        for row in closed.iter_rows(named=True)
    )
    _show_table("closed_rows", _("Rows that have vanished"), headings, rows, build)


def _show_table(
    name: str,
    title: str,
    headings: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    build: BuildFacts,
) -> None:
    frame = pl.DataFrame(rows, schema=headings, orient="row")
    to_the_right = st.column_config.TextColumn(alignment="right")
    numbers = {_("Before"), _("Now"), _("Received"), _("Accepted"), _("Rejected")}
    st.dataframe(
        frame,
        hide_index=True,
        column_config=dict.fromkeys(sorted(numbers & {*headings}), to_the_right),
        alt=title,
    )
    table = Table(headings=headings, rows=rows)
    show_on_paper(name, table)
    footer = Footer(
        source=_("The programme's own files"),
        data_on=build.data_on,
        filters=_("Everything"),
        build_id=build.build_id,
        is_example=build.is_example,
    )
    offer_downloads(name, title=title, table=table, footer=footer)


def _show_period(row: Row) -> str:
    if row["period_kind_code"] == "year":
        return str(row["period_year"])
    return _(
        "%(year)s until %(day)s",
        year=row["period_year"],
        day=show_date(row["period_end"]),
    )


def _show_cause(row: Row) -> str:
    cause = CAUSES[row["cause_code"]]
    return _(cause, files=show_text(row["cause_files"], longest=LONG_TEXT))


def _show_figure(row: Row, which: str) -> str:
    if row["is_held_back"]:
        return _("small group")
    if row["unit_code"] == "percent":
        return show_share(row[f"{which}_numerator"], row[f"{which}_denominator"])
    return show_number(row[f"{which}_actual"])


def _show_sender(sender_code: str | None, sender_name: str | None) -> str:
    if sender_name is not None:
        return show_text(sender_name)
    if sender_code in SENDERS:
        return _(SENDERS[sender_code])
    return show_text(sender_code)


def _show_names(files: Mapping[str, str]) -> str:
    return show_text(", ".join(sorted(files.values())), longest=LONG_TEXT)


def _show_key(row_key: str) -> str:
    parts = json.loads(row_key)
    return show_text(
        " \u00b7 ".join(f"{show_code(name)}: {part}" for name, part in parts.items())
    )
