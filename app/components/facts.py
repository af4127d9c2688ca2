"""Small tables that are read and printed: every row in sight, as ordinary text."""

import re
from datetime import date

import polars as pl
import streamlit as st

from app.charts.spec import Cell, ChartSpec, Footer, Table
from app.components.chart import show_footer, show_picture
from app.components.download import offer_downloads
from app.components.escaping import WORD_JOINER, show_in_markdown
from app.formatting import show_date, show_number
from app.messages import _

MOST_ROWS = 60
# Days and numbers of things: nothing that a narrow column should break in two.
CODE = re.compile(r"[\w-]{1,16}")
LONGEST_CELL = 300


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
    st.subheader(show_in_markdown(title, longest=LONGEST_CELL), anchor=False)
    _show_rows(name, title=title, table=table, footer=footer)
    show_footer(footer)


def show_chart_in_full(spec: ChartSpec) -> None:
    """Show a chart and, under it, its table in full."""
    show_picture(spec)
    _show_rows(spec.name, title=spec.title, table=spec.table, footer=spec.footer)


def _show_rows(name: str, *, title: str, table: Table, footer: Footer) -> None:
    st.table(_build_frame(table), hide_index=True, border="horizontal", alt=title)
    n_more = len(table.rows) - MOST_ROWS
    if n_more > 0:
        st.caption(_("%(n)s more rows are in the download.", n=show_number(n_more)))
    offer_downloads(name, title=title, table=table, footer=footer)


def _build_frame(table: Table) -> pl.DataFrame:
    """Build a frame of harmless texts: cells are read as markdown."""
    rows = [[_show_cell(cell) for cell in row] for row in table.rows[:MOST_ROWS]]
    headings = [
        show_in_markdown(heading) + WORD_JOINER * table.headings[:at].count(heading)
        for at, heading in enumerate(table.headings)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(headings, pl.String), orient="row")


def _show_cell(cell: Cell) -> str:
    if isinstance(cell, date):
        return _show_code(show_date(cell))
    if isinstance(cell, int | float):
        return show_in_markdown(show_number(cell, decimals=_find_decimals(cell)))
    if isinstance(cell, str) and CODE.fullmatch(cell):
        return _show_code(cell)
    return show_in_markdown(cell, longest=LONGEST_CELL)


def _show_code(code: str) -> str:
    return show_in_markdown(code).replace("\\-", f"\\-{WORD_JOINER}")


def _find_decimals(number: float) -> int:
    """Find how many decimals say the number, at most two."""
    return next((n for n in (0, 1) if number == round(number, n)), 2)
