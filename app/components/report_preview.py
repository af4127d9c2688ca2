"""Show a report as it will be, section by section, from the same figures and charts."""

import streamlit as st

from app.access import Principal
from app.charts.spec import ChartSpec
from app.components.chart import build_frame, show_footer, show_picture
from app.components.escaping import build_distinct, show_in_markdown, show_text
from app.components.number_row import show_numbers
from app.components.paper import show_on_paper
from app.messages import _, language
from app.reports.compose import PartChoice, build_report, find_parts
from app.reports.definition import LONGEST_TEXT, ReportDefinition
from app.reports.report import Block, Listing, Numbers, Report, Section, Words

SECTION = "report.section"
MOST_KEPT = 50
LONGEST_KEPT_SECONDS = 60
NUMBERS_A_ROW = 3
SHORT_LABEL = 16


def load_report(definition: ReportDefinition, principal: Principal) -> Report:
    """Build the report, or take it from memory when the same reader just saw it.

    Raises:
        AccessDenied: The reader may not see the place.
        ReportRefused: Something that was chosen is not there.
    """
    return _load(definition.model_dump_json(), principal, language())


def load_parts(
    definition: ReportDefinition, principal: Principal
) -> tuple[PartChoice, ...]:
    """Find the parts that can be chosen, or take them from memory.

    Raises:
        AccessDenied: The reader may not see the place.
        ReportRefused: Something that was chosen is not there.
    """
    return _load_parts(definition.model_dump_json(), principal, language())


@st.cache_data(max_entries=MOST_KEPT, show_spinner=False)
def _load_parts(
    definition: str, principal: Principal, _language: str
) -> tuple[PartChoice, ...]:
    return find_parts(ReportDefinition.model_validate_json(definition), principal)


# Not for long: comments and plans come from the store, which knows no builds.
@st.cache_data(max_entries=MOST_KEPT, ttl=LONGEST_KEPT_SECONDS, show_spinner=False)
def _load(definition: str, principal: Principal, _language: str) -> Report:
    return build_report(ReportDefinition.model_validate_json(definition), principal)


def show_preview(report: Report) -> None:
    """Show the report's heading and one section at a time; all would be a slow page."""
    st.subheader(show_in_markdown(report.title), anchor=False)
    st.caption(show_in_markdown(report.subtitle, longest=500))
    section = _offer_section(report)
    if section is None:
        return
    with st.container(border=True):
        st.subheader(show_in_markdown(section.heading), anchor=False)
        for block in section.blocks:
            show_block(block)
        if not section.blocks:
            st.caption(_("Nothing is registered for this part."))


def show_block(block: Block) -> None:
    """Show one block as pages show the same thing."""
    if isinstance(block, Words):
        for paragraph in block.paragraphs:
            st.markdown(show_in_markdown(paragraph, longest=LONGEST_TEXT))
    elif isinstance(block, Numbers):
        _show_numbers(block)
    elif isinstance(block, ChartSpec):
        show_picture(block)
    else:
        _show_listing(block)


def _show_numbers(numbers: Numbers) -> None:
    cards = numbers.cards
    is_short = all(len(card.label) <= SHORT_LABEL for card in cards)
    n_a_row = NUMBERS_A_ROW + is_short
    for at in range(0, len(cards), n_a_row):
        show_numbers(cards[at : at + n_a_row])


def _show_listing(listing: Listing) -> None:
    st.markdown(f"**{show_in_markdown(listing.title)}**")
    st.dataframe(
        build_frame(listing.table),
        hide_index=True,
        placeholder="\u2013",
        alt=listing.title,
    )
    show_on_paper(f"listing_{listing.name}", listing.table)
    if listing.note:
        st.caption(show_in_markdown(listing.note, longest=1000))
    show_footer(listing.footer)


def _offer_section(report: Report) -> Section | None:
    if not report.sections:
        return None
    names = build_distinct(
        {
            str(at): show_text(f"{at + 1}. {section.heading}")
            for at, section in enumerate(report.sections)
        }
    )
    if st.session_state.get(SECTION) not in names:
        st.session_state[SECTION] = "0"
    row = st.container(horizontal=True, vertical_alignment="bottom")
    choice, back, on = (
        row.container(width="stretch"),
        row.container(width="content"),
        row.container(width="content"),
    )
    # Before the choice is drawn, since a choice that stands cannot be changed.
    at = int(st.session_state[SECTION])
    at -= back.button(_("Previous"), key=f"{SECTION}.back", disabled=at == 0)
    is_last = at == len(report.sections) - 1
    at += on.button(_("Next"), key=f"{SECTION}.on", disabled=is_last)
    at = max(0, min(at, len(report.sections) - 1))
    st.session_state[SECTION] = str(at)
    choice.selectbox(
        _("Section"), list(names), format_func=names.__getitem__, key=SECTION
    )
    return report.sections[int(st.session_state[SECTION])]
