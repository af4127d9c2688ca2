"""The lists of the data page: files, broken rules, rejected rows and oddities."""

import json

import polars as pl
import streamlit as st

from app.charts.source_words import show_code
from app.charts.spec import Cell, Footer, Table
from app.components.data_words import show_advice, show_outcome, show_remedy, show_rule
from app.components.download import offer_downloads
from app.components.escaping import show_in_markdown, show_text
from app.components.paper import show_on_paper
from app.formatting import show_date, show_moment, show_number
from app.messages import _, language, ngettext
from app.queries.builds import BuildFacts

Rows = tuple[tuple[Cell, ...], ...]


def show_files(files: pl.DataFrame) -> None:
    """Show the received files, one row each, and what to do about the unused ones.

    Args:
        files: Rows as fetch_imported_files gives them, not empty.
    """
    table = pl.DataFrame(
        {
            _("File"): [show_text(name) for name in files["file_name"]],
            _("Holds"): [
                show_code(name) if name else "" for name in files["table_name"]
            ],
            _("Outcome"): [show_outcome(code) for code in files["outcome_code"]],
            _("Data as of"): [show_date(day) for day in files["data_on"]],
            _("Received"): [show_number(n) for n in files["n_received"]],
            _("Accepted"): [show_number(n) for n in files["n_accepted"]],
            _("Rejected"): [show_number(n) for n in files["n_rejected"]],
            _("Read"): [show_moment(moment) for moment in files["loaded_at"]],
        }
    )
    to_the_right = st.column_config.TextColumn(alignment="right")
    numbers = (_("Received"), _("Accepted"), _("Rejected"))
    st.dataframe(
        table,
        hide_index=True,
        column_config=dict.fromkeys(numbers, to_the_right),
        alt=_("Received files, one row each"),
    )
    show_on_paper("files", Table(tuple(table.columns), tuple(table.iter_rows())))
    unused = files.filter(pl.col("outcome_code").is_in(["refused", "unrecognised"]))
    for file in unused.iter_rows(named=True):
        name = show_in_markdown(file["file_name"])
        advice = show_advice(file["outcome_code"])
        st.warning(f"**{name}** \u00b7 {advice}", icon=":material/warning:")
    _show_own_words(files.filter(pl.col("message") != ""))


def _show_own_words(files: pl.DataFrame) -> None:
    """Show what the import said of files; it speaks English, as the command line."""
    if files.is_empty():
        return
    with st.expander(_("The import's own words, in English")):
        for name, message in files.select("file_name", "message").iter_rows():
            said = show_in_markdown(message, longest=2000)
            st.markdown(f"**{show_in_markdown(name)}**  \n{said}")


def show_broken_rules(rules: pl.DataFrame) -> None:
    """Show each broken rule with the number of rows and what their owner can do.

    Args:
        rules: Rows as fetch_broken_rules gives them, not empty.
    """
    with st.container(border=True):
        for rule in rules.iter_rows(named=True):
            count = ngettext("%(n)s row", "%(n)s rows", rule["n_rows"])
            table = show_in_markdown(show_code(rule["table_name"]))
            what = _(
                "%(column)s %(is_wrong)s",
                column=show_in_markdown(show_code(rule["column_code"])),
                is_wrong=show_in_markdown(show_rule(rule["rule_code"])),
            )
            remedy = show_remedy(rule["rule_code"])
            st.markdown(f"**{table}** \u00b7 {count}: {what}.  \n{remedy}")


def show_rejected_rows(rejected: pl.DataFrame, *, build: BuildFacts) -> None:
    """Show rejected rows as they came, with their place in the file, and offer them.

    Args:
        rejected: Rows as fetch_rejected_rows gives them; may be empty.
        build: For the footer of the download.
    """
    if rejected.is_empty():
        return
    headings = (_("File"), _("Line"), _("What is wrong"), _("As received"))
    rows = tuple(
        (
            show_text(row["source_file"]),
            row["source_row"],
            _show_rules(row["broken_rules"]),
            _show_cells(row["as_received"]),
        )
        for row in rejected.iter_rows(named=True)
    )
    with st.expander(_("Show the rejected rows")):
        _show_rows(rows, headings, alt=_("Rejected rows, as they were received"))
        offer_downloads(
            "rejected_rows",
            title=_("Rejected rows"),
            table=Table(headings=headings, rows=rows),
            footer=_build_footer(build),
        )


def show_suspicions(suspicions: pl.DataFrame, *, build: BuildFacts) -> None:
    """Show what looks odd, kind by kind: who should look, what to do, which ones.

    Args:
        suspicions: Rows as fetch_suspicions gives them, not empty.
        build: For the footer of the download.
    """
    said = language()
    for kind in suspicions.partition_by("qc_code", maintain_order=True):
        first = kind.row(0, named=True)
        count = show_number(first["n_of_kind"])
        advice = show_in_markdown(first[f"advice_{said}"])
        reader = show_in_markdown(first[f"reader_role_{said}"])
        with st.expander(f"{show_in_markdown(first[f'qc_name_{said}'])}: {count}"):
            st.markdown(f"{advice}.  \n{_('To look: %(reader)s', reader=reader)}")
            headings = (_("Id"), _("Name"), first[f"detail_name_{said}"])
            rows = tuple(
                (show_text(subject), show_text(name), figure)
                for subject, name, figure in kind.select(
                    "subject_id", "subject_name", "detail_figure"
                ).iter_rows()
            )
            _show_rows(rows, headings, alt=first[f"qc_name_{said}"])
            offer_downloads(
                first["qc_code"],
                title=first[f"qc_name_{said}"],
                table=Table(headings=headings, rows=rows),
                footer=_build_footer(build),
            )


def _show_rows(rows: Rows, headings: tuple[str, ...], *, alt: str) -> None:
    frame = pl.DataFrame(rows, schema=headings, orient="row")
    st.dataframe(frame, hide_index=True, alt=alt)


def _show_rules(broken_rules: str) -> str:
    pairs = (rule.partition("|") for rule in broken_rules.split(","))
    return "; ".join(
        f"{show_code(column)} {show_rule(rule)}" for column, _bar, rule in pairs
    )


def _show_cells(as_received: str) -> str:
    cells = json.loads(as_received)
    return show_text(
        " · ".join(f"{heading}: {cell}" for heading, cell in cells.items() if cell),
        longest=500,
    )


def _build_footer(build: BuildFacts) -> Footer:
    return Footer(
        source=_("The programme's own files"),
        data_on=build.data_on,
        filters=_("Everything"),
        build_id=build.build_id,
        is_example=build.is_example,
    )
