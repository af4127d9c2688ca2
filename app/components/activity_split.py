"""One activity divided by procurement region, region or category."""

from dataclasses import replace
from operator import attrgetter

import streamlit as st

from app.access import Principal
from app.charts.comparison import build_dots
from app.charts.spec import Footer
from app.components.chart import show_chart
from app.components.page_header import show_empty_state
from app.messages import N_, _
from app.queries.follow_up import (
    ActivityChoice,
    fetch_area_counts,
    fetch_category_counts,
    fetch_region_counts,
)

SPLITS = {
    "procurement_region": (N_("Procurement regions"), N_("Procurement region")),
    "region": (N_("Regions"), N_("Region")),
    "category": (N_("Categories"), N_("Category")),
}
FETCHERS = {
    "procurement_region": fetch_area_counts,
    "region": fetch_region_counts,
    "category": fetch_category_counts,
}
CHOSEN = {
    "procurement_region": attrgetter("place_code"),
    "region": attrgetter("place_code"),
    "category": attrgetter("category_code"),
}


def show_split(
    principal: Principal,
    choice: ActivityChoice,
    *,
    what: str,
    place: str,
    category: str,
    footer: Footer,
) -> None:
    """Show the split that the reader chooses, the most first.

    Args:
        principal: Whose rights: a region's reader sees their own region only.
        choice: Year and activity; its place narrows the split by category, its
            category the splits by place.
        what: Activity and year in words.
        place: The chosen place in words.
        category: The chosen category in words.
        footer: Where the figures come from.
    """
    split = st.segmented_control(
        _("Divide by"),
        list(SPLITS),
        format_func=lambda code: _(SPLITS[code][0]),
        default="procurement_region",
        key="activity_split",
        required=True,
    )
    rows = FETCHERS[split](principal, choice)
    if rows["n_activities"].drop_nulls().is_empty():
        show_empty_state(
            _("Nothing is registered for this choice."), _("Choose another year.")
        )
        return
    # A split by place shows every place; one by category shows every category.
    rest = place if split == "category" else category
    show_chart(
        build_dots(
            rows,
            what=what,
            row_heading=_(SPLITS[split][1]),
            place=rest,
            footer=replace(footer, filters=f"{rest} \u00b7 {choice.year}"),
            chosen_code=CHOSEN[split](choice),
        )
    )
