"""Small tables that are read and printed: every row in sight, as ordinary text."""

import polars as pl
import streamlit as st

from app.charts.spec import ChartSpec, Footer, Table
from app.components.chart import show_footer, show_picture
from app.components.download import offer_chart_files, offer_downloads
from app.components.escaping import WORD_JOINER, show_in_markdown
from app.components.paper import show_cell_in_markdown
from app.formatting import show_number
from app.messages import _

MOST_ROWS = 60
LONGEST_TITLE = 300


def show_facts(name: str, *, title: str, table: Table, footer: Footer) -> None:
    """Show a table in full, its takeaway over it, its download and source under it.

    A grid that scrolls would be cut off on paper. More than sixty rows are in the
    download only, and the page says so.

    Args:
        name: Latin letters and underscores, unique on the page.
        title: The takeaway, a sentence.
        table: What to show.
        footer: Where it comes from.
    """
    st.subheader(show_in_markdown(title, longest=LONGEST_TITLE), anchor=False)
    _show_rows(table, alt=title)
    offer_downloads(name, title=title, table=table, footer=footer)
    show_footer(footer)


def show_chart_in_full(spec: ChartSpec) -> None:
    """Show a chart and, under it, its table in full."""
    show_picture(spec)
    _show_rows(spec.table, alt=spec.title)
    offer_chart_files(spec)


def _show_rows(table: Table, *, alt: str) -> None:
    st.table(_build_frame(table), hide_index=True, border="horizontal", alt=alt)
    n_more = len(table.rows) - MOST_ROWS
    if n_more > 0:
        st.caption(_("%(n)s more rows are in the download.", n=show_number(n_more)))


def _build_frame(table: Table) -> pl.DataFrame:
    """Build a frame of harmless texts: cells are read as markdown."""
    rows = [
        [show_cell_in_markdown(cell) for cell in row] for row in table.rows[:MOST_ROWS]
    ]
    headings = [
        show_in_markdown(heading) + WORD_JOINER * table.headings[:at].count(heading)
        for at, heading in enumerate(table.headings)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(headings, pl.String), orient="row")
