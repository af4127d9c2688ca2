"""Which suppliers to follow up first, and why each of them is proposed."""

import streamlit as st

from app.access import require
from app.charts.ranking import (
    BAND_WORDS,
    build_page_names,
    build_ranking_numbers,
    build_ranking_table,
    build_ranking_title,
)
from app.components.chart import build_footer
from app.components.filters import (
    find_category_names,
    find_place_names,
    offer_filters,
)
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.components.ranking_list import (
    offer_page,
    offer_reasons,
    show_cautions,
    show_ranking,
)
from app.messages import _
from app.page_registry import find_page
from app.queries.ranking import (
    RankingChoice,
    fetch_ranking,
    fetch_ranking_countries,
    fetch_ranking_totals,
)

principal = require(*find_page("supplier_ranking").roles)
build = show_page_header(
    "supplier_ranking",
    _("Which suppliers should be followed up first, and why?"),
    principal=principal,
)
if build.stage_code is None:
    show_empty_state(
        _("No suppliers have been ranked."),
        _("Run `malbild refresh` when exports have been received."),
    )
    st.stop()
show_cautions(build.stage_code)

countries = {"all": _("Every country"), **fetch_ranking_countries(principal)}
bands = {"all": _("Every band"), **{code: _(word) for code, word in BAND_WORDS.items()}}
audits = {"all": _("Audited or not"), "never": _("Never audited")}
filters = offer_filters(
    principal,
    "place",
    "category",
    more={
        "country": (_("Country of manufacture"), countries),
        "band": (_("Band"), bands),
        "audits": (_("Audits"), audits),
    },
)
choice = RankingChoice(
    place_code=filters.place_code or "SE",
    category_code=filters.category_code or "all",
    country_code=filters.more["country"],
    band_code=filters.more["band"],
    only_never_audited=filters.more["audits"] == "never",
)
totals = fetch_ranking_totals(principal, choice)
if not totals["n_rows"]:
    show_empty_state(
        _("No supplier matches the selection."), _("Choose a wider selection.")
    )
    st.stop()

show_numbers(build_ranking_numbers(totals))
footer = build_footer(
    build,
    source=_("registers of contracts, self-assessments and audits; country index"),
    filters=" \u00b7 ".join(
        (
            find_place_names(principal)[choice.place_code],
            find_category_names(principal)[choice.category_code],
            countries[choice.country_code],
            bands[choice.band_code],
            audits[filters.more["audits"]],
        )
    ),
)
page = offer_page(build_page_names(totals))
rows = fetch_ranking(principal, choice, page=page)
show_ranking(
    rows,
    table=build_ranking_table(rows),
    title=build_ranking_title(totals),
    footer=footer,
)
offer_reasons(principal, rows, footer=footer)
