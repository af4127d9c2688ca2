"""The regions as tiles of one size, or where they lie: the reader chooses."""

from dataclasses import replace

import streamlit as st

from app.access import Principal
from app.charts.regions import build_outline_map, build_tile_map
from app.charts.spec import Footer
from app.components.chart import show_chart
from app.messages import _
from app.queries.follow_up import ActivityChoice, fetch_region_counts
from app.queries.outlines import fetch_outlines


def show_region_map(
    principal: Principal,
    choice: ActivityChoice,
    *,
    what: str,
    category: str,
    footer: Footer,
) -> None:
    """Show one number per region as tiles, with the outline map as the alternative.

    Args:
        principal: Whose rights: a region's reader sees their own region only.
        choice: Year, activity and category.
        what: Activity and year in words.
        category: The chosen category in words.
        footer: Where the figures come from.
    """
    rows = fetch_region_counts(principal, choice)
    forms = {"tiles": _("Same size"), "outlines": _("Outlines")}
    form = st.segmented_control(
        _("Map"),
        list(forms),
        format_func=forms.__getitem__,
        default="tiles",
        key="region_map.form",
        required=True,
        label_visibility="collapsed",
    )
    told = {
        "what": what,
        "place": category,
        "footer": replace(footer, filters=f"{category} \u00b7 {choice.year}"),
    }
    if form == "outlines":
        outlines = fetch_outlines(principal)
        spec = build_outline_map(rows, outlines, **told)
    else:
        spec = build_tile_map(rows, **told)
    show_chart(spec)
