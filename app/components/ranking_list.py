"""The list of proposed suppliers, what it must not be taken for, and one's reasons."""

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.reasons import build_waterfall
from app.charts.spec import Footer, Table
from app.components.chart import build_frame, show_chart, show_footer
from app.components.download import offer_downloads
from app.components.escaping import show_in_markdown, show_text
from app.components.filters import offer_choice
from app.components.page_header import show_empty_state
from app.messages import N_, _
from app.queries.reasons import fetch_reasons

STAGE_WORDS = {
    "prior": N_("Model: stage 0, the experts' judgement"),
    "anchored": N_("Model: stage 1, experts adjusted by audits"),
    "anchored_tuned": N_("Model: stage 2, experts adjusted by many audits"),
    "challenger_allowed": N_("Model: stage 3, a challenger is compared"),
}
LIST_PIXELS = 520
ROW_PIXELS = 100
PAGE_PIXELS = 260
WIDTHS = (80, 130, 140, 92, 68, 92, 255, 90, 110, 130)


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


def show_ranking(
    rows: pl.DataFrame, *, table: Table, title: str, footer: Footer
) -> None:
    """Show a page of the list; a marked row becomes the chosen supplier.

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
        selection_mode="single-row",
        alt=title,
    )
    st.caption(
        _(
            "Probability that an audit finds a major deviation, in five steps of "
            "twenty percentage points. Severity is the category's, exposure is what "
            "the regions buy. Mark a row to see why."
        )
    )
    offer_downloads("ranking", title=title, table=table, footer=footer)
    show_footer(footer)


def offer_reasons(principal: Principal, rows: pl.DataFrame, *, footer: Footer) -> None:
    """Offer one supplier of the page and show what its points come from.

    Args:
        principal: Whose rights.
        rows: As from `fetch_ranking`, at least one row.
        footer: Where the figures come from.
    """
    st.header(_("Why this supplier?"), anchor=False)
    names = build_supplier_names(rows)
    picked = offer_choice("supplier", _("Supplier and category"), names)
    row = rows.row(list(names).index(picked or next(iter(names))), named=True)
    reasons = fetch_reasons(
        principal, supplier_id=row["supplier_id"], category_code=row["category_code"]
    )
    if reasons.is_empty():
        show_empty_state(
            _("The model has no facts about this supplier."),
            _("Choose another supplier."),
        )
        return
    show_chart(
        build_waterfall(
            reasons,
            supplier_name=row["supplier_name"],
            category_name=row["category_name"],
            footer=footer,
        )
    )


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
    if marked:
        st.query_params["supplier"] = keys[marked[0]]
