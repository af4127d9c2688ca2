"""The list of proposed suppliers, and what it must not be taken for."""

import polars as pl
import streamlit as st

from app.charts.spec import Footer, Table
from app.components.chart import build_frame, show_footer
from app.components.download import offer_downloads
from app.components.escaping import show_in_markdown, show_text
from app.components.filters import offer_choice, offer_segments, write_choice
from app.components.paper import show_on_paper
from app.messages import N_, _

STAGE_WORDS = {
    "prior": N_("Model: stage 0, the experts' judgement"),
    "anchored": N_("Model: stage 1, experts adjusted by audits"),
    "anchored_tuned": N_("Model: stage 2, experts adjusted by many audits"),
    "challenger_allowed": N_("Model: stage 3, a challenger is compared"),
}
QUEUE_NAMES = {
    "prioritised": N_("Prioritised categories"),
    "own": N_("The regions' own categories"),
}
LIST_PIXELS = 520
ROW_PIXELS = 100
PAGE_PIXELS = 260
WIDTHS = (80, 130, 140, 92, 68, 92, 255, 110, 100, 100, 130)
ALONE = "none"


def show_cautions(stage_code: str) -> None:
    """Show which model made the list, and what the list does not say."""
    stage = _(STAGE_WORDS[stage_code])
    st.info(
        f"**{stage}.** "
        + _(
            "The list recommends where to look first. It never says that anyone has "
            "done wrong. The order within a band is not certain."
        ),
        icon=":material/info:",
    )


def offer_page(pages: dict[str, str]) -> int:
    """Offer the pages of a long list; the first when there is but one."""
    if len(pages) == 1:
        return 1
    box = st.container(width=PAGE_PIXELS)
    return int(offer_choice("page", _("Rows of the list"), pages, box=box) or 1)


def offer_queue() -> str:
    """Offer the programme's categories or the regions' own; say what the own are."""
    queue_code = offer_segments(
        "queue", _("Queue"), {code: _(name) for code, name in QUEUE_NAMES.items()}
    )
    if queue_code == "own":
        st.caption(
            _(
                "Categories that the programme does not prioritise are each region's "
                "own business. The list is for a region that wants to follow up there."
            )
        )
    return queue_code


def show_ranking(
    rows: pl.DataFrame, *, table: Table, title: str, footer: Footer
) -> None:
    """Show a page of the list; one marked row is explained, two are compared.

    Args:
        rows: As from `fetch_ranking`, the same rows as in `table`.
        table: The list as words.
        title: The takeaway.
        footer: Where the figures come from.
    """
    st.subheader(show_in_markdown(title), anchor=False)
    keys = build_supplier_names(rows)
    st.dataframe(
        build_frame(table),
        hide_index=True,
        height=LIST_PIXELS,
        row_height=ROW_PIXELS,
        column_config={
            heading: st.column_config.TextColumn(width=width)
            for heading, width in zip(table.headings, WIDTHS, strict=True)
        },
        key="ranking.list",
        on_select=lambda: _choose_marked(list(keys)),
        selection_mode="multi-row",
        alt=title,
    )
    show_on_paper("ranking", table)
    st.caption(
        _(
            "Probability that an audit finds a major deviation, in five steps of "
            "twenty percentage points. Severity is the category's, exposure is what "
            "the regions buy. Mark a row to see why, two to compare them."
        )
    )
    offer_downloads("ranking", title=title, table=table, footer=footer)
    show_footer(footer)


def build_supplier_names(rows: pl.DataFrame) -> dict[str, str]:
    """Build the choice between the page's rows: key to supplier and category."""
    return {
        f"{row['supplier_id']}-{row['category_code']}": (
            f"{show_text(row['supplier_name'])}, {row['category_name']}"
        )
        for row in rows.iter_rows(named=True)
    }


def _choose_marked(keys: list[str]) -> None:
    marked = st.session_state["ranking.list"].selection.rows
    if not marked:
        return
    write_choice("supplier", keys[marked[0]])
    write_choice("compare_with", keys[marked[1]] if len(marked) > 1 else ALONE)
