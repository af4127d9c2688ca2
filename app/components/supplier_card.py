"""Where a supplier stands on the list of proposed suppliers, and why."""

import polars as pl
import streamlit as st

from app.charts.ranking import build_points_card_title
from app.charts.reasons import build_waterfall
from app.components.escaping import show_in_markdown
from app.components.facts import show_chart_in_full
from app.components.filters import offer_choice
from app.components.page_header import show_empty_state
from app.components.page_links import show_page_link
from app.components.supplier_sections import Told
from app.messages import _
from app.queries.reasons import fetch_reasons


def show_card(told: Told, ranked: pl.DataFrame) -> None:
    """Show band, eligibility and points in one of the supplier's categories.

    Args:
        told: What every section needs.
        ranked: As from `fetch_ranked_categories`, most worth a visit first.
    """
    st.header(_("Why it is proposed for follow-up, or not"), anchor=False)
    if ranked.is_empty():
        show_empty_state(
            _("The supplier is not on the list of proposed suppliers."),
            _("Only suppliers with a running contract are."),
        )
        return
    rows = {row["category_code"]: row for row in ranked.iter_rows(named=True)}
    names = {code: row["category_name"] for code, row in rows.items()}
    code = offer_choice("category", _("Category"), names) or next(iter(rows))
    row = rows[code]
    st.markdown(show_in_markdown(build_points_card_title(row), longest=500))
    reasons = fetch_reasons(
        told.principal, supplier_id=told.supplier_id, category_code=code
    )
    if not reasons.is_empty():
        show_chart_in_full(
            build_waterfall(
                reasons,
                supplier_name=row["supplier_name"],
                category_name=row["category_name"],
                footer=told.footer,
            )
        )
    show_page_link(
        "supplier_ranking",
        _("Compare with others on the list"),
        icon=":material/compare:",
        supplier=f"{told.supplier_id}-{code}",
    )
