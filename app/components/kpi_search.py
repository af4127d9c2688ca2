"""Search among KPIs: names, definitions, goals and comments, in both languages."""

import unicodedata

import streamlit as st

from app.access import Principal
from app.components.filters import offer_choice
from app.messages import _, ngettext
from app.queries.goal_card import fetch_kpi_names, fetch_kpis_found
from app.store.goal_comments import fetch_visible_comments

LONGEST_SEARCH = 80
BOX = "kpi_search"


def offer_kpi(principal: Principal) -> str | None:
    """Draw the search box and the KPIs found; the chosen one is kept in the address.

    Returns:
        The chosen KPI's id; None when nothing was found.
    """
    names = fetch_kpi_names(principal)
    searching, choosing = st.columns([1, 2])
    sought = searching.text_input(
        _("Search among key figures"),
        max_chars=LONGEST_SEARCH,
        key=BOX,
        placeholder=_("word, number or owner"),
    )
    words = build_words(sought or "")
    found = find_kpis(principal, words) if words else tuple(names)
    options = {
        kpi_id: f"{kpi_id} \u00b7 {names[kpi_id]}"
        for kpi_id in found
        if kpi_id in names
    }
    label = _("Key figure")
    if words:
        label = ngettext(
            "%(n)s key figure found", "%(n)s key figures found", len(options)
        )
    return offer_choice("kpi", label, options, box=choosing)


def find_kpis(principal: Principal, words: tuple[str, ...]) -> tuple[str, ...]:
    """Find the KPIs whose own texts or comments hold every word, names first."""
    by_text = fetch_kpis_found(principal, sought=words)["kpi_id"].to_list()
    by_comment = [
        comment.kpi_id
        for comment in fetch_visible_comments(principal)
        if all(
            word in build_folded(f"{comment.text} {comment.annotation or ''}")
            for word in words
        )
    ]
    return tuple(dict.fromkeys([*by_text, *by_comment]))


def build_words(sought: str) -> tuple[str, ...]:
    """Split what the reader wrote into words to look for."""
    return tuple(build_folded(sought).split())


def build_folded(text: str) -> str:
    """Write a text in small letters without accents, as the search reads it."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(each for each in apart if not unicodedata.combining(each))
