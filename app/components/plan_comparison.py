"""Two scenarios side by side."""

from collections.abc import Mapping

import streamlit as st

from app.charts.plan_compare import (
    build_comparison_title,
    build_figures_table,
    build_suppliers_table,
    build_wishes_table,
)
from app.charts.spec import Footer
from app.components.chart import build_frame, show_list
from app.components.escaping import show_in_markdown
from app.messages import _
from app.store.plan_records import Scenario


def show_comparison(
    first: Scenario,
    other: Scenario,
    *,
    category_names: Mapping[str, str],
    footer: Footer,
) -> None:
    """Show what two scenarios expect, wish for and choose otherwise.

    Args:
        first: The scenario that the page shows.
        other: The one it is compared with.
        category_names: Category code to name.
        footer: Where the figures come from.
    """
    a, b = first.result, other.result
    # Two scenarios of one name must still be told apart.
    names = {"name_a": f"A: {first.name}", "name_b": f"B: {other.name}"}
    title = build_comparison_title(a, b, **names)
    st.header(_("Side by side"), anchor=False)
    st.subheader(show_in_markdown(title, longest=500), anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        figures = build_figures_table(a, b, **names)
        st.dataframe(build_frame(figures), hide_index=True, alt=title)
    with right:
        wishes = build_wishes_table(a, b, **names, category_names=category_names)
        if wishes.rows:
            st.dataframe(
                build_frame(wishes), hide_index=True, alt=_("Wishes that differ")
            )
        else:
            st.info(_("The wishes are the same."))
    show_list(
        "plan_comparison",
        title=_("Suppliers in one of them, or in both"),
        table=build_suppliers_table(a, b, **names, category_names=category_names),
        footer=footer,
    )
