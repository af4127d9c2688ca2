"""Which suppliers to follow up first, and why each of them is proposed."""

import streamlit as st

from app.access import require
from app.charts.ranking import (
    BAND_WORDS,
    CONTRACT_END_WORDS,
    build_page_names,
    build_ranking_numbers,
    build_ranking_table,
    build_ranking_title,
)
from app.components.filters import find_place_names, offer_filters
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.components.ranking_choice import offer_suppliers
from app.components.ranking_list import (
    QUEUE_NAMES,
    offer_page,
    offer_queue,
    show_cautions,
    show_ranking,
)
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import build_footer
from app.queries.choice_names import find_queue_names
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

queue_code = offer_queue()
words = {
    "category": find_queue_names(principal, queue_code),
    "country": {"all": _("Every country"), **fetch_ranking_countries(principal)},
    "band": {
        "all": _("Every band"),
        **{code: _(word) for code, word in BAND_WORDS.items()},
    },
    "contract_ends": {
        "all": _("Whenever"),
        **{code: _(word) for code, word in CONTRACT_END_WORDS.items()},
    },
    "audits": {"all": _("Audited or not"), "never": _("Never audited")},
}
headings = {
    "category": _("Category"),
    "country": _("Country of manufacture"),
    "band": _("Band"),
    "contract_ends": _("Contract ends"),
    "audits": _("Audits"),
}
filters = offer_filters(
    principal,
    "place",
    more={name: (headings[name], options) for name, options in words.items()},
)
place_code, chosen = filters.place_code or "SE", filters.more
choice = RankingChoice(
    queue_code=queue_code,
    place_code=place_code,
    category_code=chosen["category"],
    country_code=chosen["country"],
    band_code=chosen["band"],
    contract_end_code=chosen["contract_ends"],
    only_never_audited=chosen["audits"] == "never",
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
            _(QUEUE_NAMES[queue_code]),
            find_place_names(principal)[place_code],
            *(options[chosen[name]] for name, options in words.items()),
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
offer_suppliers(principal, rows, footer=footer)
