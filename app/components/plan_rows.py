"""The list of a plan's rows, with the download, and the choice of one of them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.charts.plan_items import build_item_names, build_ordered_items
from app.charts.spec import Footer, Row, Table
from app.components.chart import build_frame, show_footer
from app.components.download import offer_downloads
from app.components.escaping import show_in_markdown, show_text
from app.components.filters import offer_choice, write_choice
from app.components.paper import show_on_paper
from app.messages import _

CHOSEN, ASKED, LIST = "row", "supplier", "plan.list"
LIST_PIXELS = 460
WIDTHS = (230, 190, 76, 124, 124, 96, 96, 110, 150, 200, 100, 120)


def show_rows(
    items: Sequence[Row], *, table: Table, title: str, footer: Footer
) -> None:
    """Show the plan's rows; a marked row becomes the chosen one.

    Args:
        items: The rows in the table's order.
        table: The same as words.
        title: The takeaway.
        footer: Where the figures come from.
    """
    st.subheader(show_in_markdown(title), anchor=False)
    ids = [row["item_id"] for row in build_ordered_items(items)]
    st.dataframe(
        build_frame(table),
        hide_index=True,
        height=LIST_PIXELS,
        column_config={
            heading: st.column_config.TextColumn(width=width)
            for heading, width in zip(table.headings, WIDTHS, strict=True)
        },
        key=LIST,
        on_select=lambda: _choose_marked(ids),
        selection_mode="single-row",
        alt=title,
    )
    show_on_paper("audit_plan", table)
    st.caption(_("Mark a row to change or comment on it below."))
    offer_downloads("audit_plan", title=title, table=table, footer=footer)
    show_footer(footer)


def offer_row(items: Sequence[Row], *, category_names: Mapping[str, str]) -> Row | None:
    """Offer one row of the plan; None when the plan has none."""
    _choose_asked(items)
    names = build_item_names(items, category_names=category_names)
    shown = {item_id: show_text(name) for item_id, name in names.items()}
    chosen = offer_choice(CHOSEN, _("Supplier and category"), shown)
    return next((row for row in items if row["item_id"] == chosen), None)


def _choose_asked(items: Sequence[Row]) -> None:
    """Choose the row of a supplier that the reader has come with, if it has one."""
    supplier_id = st.query_params.get(ASKED)
    if supplier_id is None or CHOSEN in st.query_params:
        return
    for row in items:
        if supplier_id in (
            row["supplier_id"],
            f"{row['supplier_id']}-{row['category_code']}",
        ):
            write_choice(CHOSEN, row["item_id"])
            return


def _choose_marked(ids: list[str]) -> None:
    marked = st.session_state[LIST].selection.rows
    if marked and marked[0] < len(ids):
        st.query_params[CHOSEN] = ids[marked[0]]
