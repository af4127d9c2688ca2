"""One chart on a page: takeaway, picture, source, table and download, always all."""

from datetime import date

import polars as pl
import streamlit as st

from app.charts import screen
from app.charts.source_line import build_source_line
from app.charts.spec import Cell, ChartSpec, Footer, Table
from app.components.download import offer_chart_files, offer_downloads
from app.components.escaping import WORD_JOINER, show_in_markdown, show_text
from app.components.paper import show_on_paper
from app.formatting import show_date
from app.messages import _

PLOT_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def show_chart(spec: ChartSpec) -> None:
    """Show a chart with everything that it says."""
    show_picture(spec)
    with st.expander(_("Table and download")):
        _show_grid(spec.table, alt=spec.title)
        offer_chart_files(spec)


def show_picture(spec: ChartSpec) -> None:
    """Show a chart's takeaway, picture and source, for those who show its table too."""
    with st.container(gap="xsmall"):
        st.subheader(show_in_markdown(spec.title), anchor=False)
        st.caption(show_in_markdown(spec.subtitle))
        st.plotly_chart(
            screen.draw_chart(spec),
            theme=None,
            config=PLOT_CONFIG,
            key=f"chart.{spec.name}",
            alt=spec.alt,
        )
        if spec.note:
            st.caption(show_in_markdown(spec.note, longest=1000))
        show_footer(spec.footer)


def show_table(name: str, *, title: str, table: Table, footer: Footer) -> None:
    """Show a table that can be opened, and its download."""
    with st.expander(_("Table and download")):
        _show_grid(table, alt=title)
        offer_downloads(name, title=title, table=table, footer=footer)


def show_list(name: str, *, title: str, table: Table, footer: Footer) -> None:
    """Show a table that is the point itself, not the other side of a chart."""
    st.subheader(show_in_markdown(title), anchor=False)
    _show_grid(table, alt=title)
    show_on_paper(name, table)
    offer_downloads(name, title=title, table=table, footer=footer)
    show_footer(footer)


def show_footer(footer: Footer) -> None:
    """Show where figures come from, on one quiet line."""
    line = build_source_line(footer)
    st.caption(show_in_markdown(line, longest=1000))


def build_frame(table: Table) -> pl.DataFrame:
    """Build a frame to show; texts from data are cleaned on the way."""
    rows = [[_show_cell(cell) for cell in row] for row in table.rows]
    # Headings may come from data: two alike get an unseen difference.
    headings = [
        show_text(heading) + WORD_JOINER * table.headings[:at].count(heading)
        for at, heading in enumerate(table.headings)
    ]
    return pl.DataFrame(rows, schema=headings, orient="row", infer_schema_length=None)


def _show_grid(table: Table, *, alt: str) -> None:
    st.dataframe(build_frame(table), hide_index=True, placeholder="\u2013", alt=alt)


def _show_cell(cell: Cell) -> Cell:
    if isinstance(cell, date):
        return show_date(cell)
    return show_text(cell, longest=500) if isinstance(cell, str) else cell
