"""What has been done in contract follow-up: by year, activity, place and category."""

import streamlit as st

from app.access import require
from app.charts.follow_up import (
    build_case_table,
    build_case_title,
    build_columns_by_year,
    build_number_cards,
)
from app.charts.words import ACTIVITY_NAMES, build_period, find_last_full_year
from app.components.activity_split import show_split
from app.components.chart import build_footer, show_chart, show_list
from app.components.filters import (
    find_category_names,
    find_place_names,
    offer_filters,
)
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.components.region_map import show_region_map
from app.messages import _
from app.page_registry import find_page
from app.queries.follow_up import (
    ActivityChoice,
    fetch_activity_counts,
    fetch_activity_years,
)
from app.queries.open_cases import fetch_open_case_totals, fetch_open_cases

principal = require(*find_page("contract_follow_up").roles)
build = show_page_header(
    "contract_follow_up",
    _("How much is followed up, where, and which cases are waiting?"),
    principal=principal,
)
activities = {code: _(name) for code, name in ACTIVITY_NAMES.items()}
chosen = offer_filters(
    principal,
    "year",
    "place",
    "category",
    years=fetch_activity_years(principal),
    default_year=find_last_full_year(build.data_on),
    more={"activity": (_("Activity"), activities)},
)
if chosen.year is None or chosen.place_code is None or chosen.category_code is None:
    show_empty_state(
        _("No follow-up is registered."),
        _("Run `malbild refresh` when exports have been received."),
    )
    st.stop()

choice = ActivityChoice(
    year=chosen.year,
    activity_code=chosen.more["activity"],
    place_code=chosen.place_code,
    category_code=chosen.category_code,
)
counts = fetch_activity_counts(principal, choice)
period = build_period(choice.year, build.data_on)
category = find_category_names(principal)[choice.category_code]
place = find_place_names(principal)[choice.place_code]
source = _("the regions' follow-up cases, self-assessments and audits")
where = f"{place} \u00b7 {category}"
footer = build_footer(build, source=source, filters=f"{where} \u00b7 {choice.year}")
activity = activities[choice.activity_code]
what = _("%(what)s in %(year)s", what=activity, year=choice.year)

if counts.is_empty():
    show_empty_state(
        _("Nothing is registered for this choice."),
        _("Choose another place or category."),
    )
else:
    show_numbers(build_number_cards(counts, period))
    main, aside = st.columns([4, 3], gap="large")
    with main:
        show_chart(
            build_columns_by_year(
                counts,
                activity_code=choice.activity_code,
                period=period,
                place=where,
                footer=footer,
            )
        )
        show_split(
            principal, choice, what=what, place=place, category=category, footer=footer
        )
    with aside:
        show_region_map(principal, choice, what=what, category=category, footer=footer)

asked = {"place_code": choice.place_code, "category_code": choice.category_code}
cases = fetch_open_cases(principal, **asked)
if cases.is_empty():
    show_empty_state(_("No case is open."), _("There is nothing to wait for."))
else:
    show_list(
        "open_cases",
        title=build_case_title(fetch_open_case_totals(principal, **asked)),
        table=build_case_table(cases),
        footer=footer,
    )
