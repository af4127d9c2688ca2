"""Streamlit's own words, which it has in English only, for the page to replace.

The page's script looks for exactly these, alone or before a colon, in labels and in
short texts outside our own. A star stands for anything, where files are uploaded. A
word that Streamlit changes falls back to English.
"""

import json

from app.messages import DEFAULT_LANGUAGE, LOCALES, N_, _, load_language

WORDS = (
    N_("* failed with status code 413"),
    N_("* per file"),
    N_("Add files"),
    N_("App pages"),
    N_("Autosize"),
    N_("Cancel upload of *"),
    N_("Choose an option"),
    N_("Choose options"),
    N_("Clear all"),
    N_("Clear value"),
    N_("Close"),
    N_("Close fullscreen"),
    N_("Collapse sidebar"),
    N_("Connecting"),
    N_("Connection error"),
    N_("Drag and drop files here"),
    N_("Expand sidebar"),
    N_("Failed to generate file for download"),
    N_("File must be * or smaller."),
    N_("Fullscreen"),
    N_("Hide column"),
    N_("Loading..."),
    N_("No results"),
    N_("Open"),
    N_("Pin column"),
    N_("Remove *"),
    N_("Search"),
    N_("Select all"),
    N_("Show/hide columns"),
    N_("Sidebar"),
    N_("Skip to main content"),
    N_("Sort ascending"),
    N_("Sort descending"),
    N_("Statistics"),
    N_("Type to search"),
    N_("Unpin column"),
    N_("Upload"),
    N_("file upload"),
)


def build_words() -> str:
    """Build the words in Swedish, as JSON: English to ours.

    In Swedish whatever the language of the document: a reader may switch to it.
    """
    load_language(DEFAULT_LANGUAGE)
    return json.dumps({word: _(word) for word in WORDS}, ensure_ascii=False)


def build_paper_words() -> str:
    """Build what our script writes on paper, as JSON by language; 0 is for a number."""
    told = {}
    for code in LOCALES:
        load_language(code)
        told[code] = {"more_rows": _("%(n)s more rows are in the download.", n=0)}
    return json.dumps(told, ensure_ascii=False)
