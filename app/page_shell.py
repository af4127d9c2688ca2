"""The HTML around the pages: Streamlit's own document, in the reader's language.

Streamlit's document says that it is in English and runs one line of script that our
content policy forbids. This makes the document ours before it leaves the server.
"""

import hashlib
import html
import re
from functools import cache
from pathlib import Path

from streamlit import file_util

from app.messages import _, load_language
from app.streamlit_words import build_paper_words, build_words
from app.theme import PRODUCT

APP_DIR = Path(__file__).parent
# Name in the address: file and media type.
ASSETS = {
    "malbild.css": ("theme.css", "text/css"),
    "malbild.js": ("page_language.js", "text/javascript"),
    "malbild-print.css": ("print.css", "text/css"),
    "malbild-print.js": ("print_page.js", "text/javascript"),
    "malbild.svg": ("icon.svg", "image/svg+xml"),
}


@cache
def build_document(language: str) -> str:
    """Build the document that every page starts from.

    Args:
        language: sv or en; anything else becomes Swedish.
    """
    words = "".join(
        f'<meta name="{name}" content="{html.escape(build())}">'
        for name, build in (
            ("streamlit-words", build_words),
            ("paper-words", build_paper_words),
        )
    )
    known = load_language(language)
    original = Path(file_util.get_static_dir(), "index.html").read_text("utf8")
    needs_script = html.escape(_("This page needs JavaScript."))
    replacements = (
        (r'<html lang="[^"]*">', f'<html lang="{known}">'),
        (r"<title>.*?</title>", f"<title>{PRODUCT}</title>"),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r"<script>.*?</script>", ""),
        (r"<noscript>.*?</noscript>", f"<noscript>{needs_script}</noscript>"),
        (r"</head>", f"{words}{_build_links()}</head>"),
    )
    document = original
    for pattern, ours in replacements:
        place = re.search(pattern, document, flags=re.DOTALL)
        if place is None:
            message = f"Streamlit's index.html has no {pattern}: read it again"
            raise RuntimeError(message)
        document = document[: place.start()] + ours + document[place.end() :]
    return document


def build_notice(heading: str, text: str) -> str:
    """Build a plain page for an answer that has no content of its own.

    Args:
        heading: Translated, without markup.
        text: Translated, without markup.
    """
    known = load_language(None)
    return (
        f'<!DOCTYPE html><html lang="{known}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{PRODUCT}</title>{_build_links()}</head>"
        f'<body class="notice"><main><h1>{html.escape(heading)}</h1>'
        f'<p>{html.escape(text)}</p><p><a href="/">{PRODUCT}</a></p></main></body>'
        "</html>"
    )


@cache
def read_asset(name: str) -> bytes:
    """Read one of our own files that the document links to."""
    file_name, _media_type = ASSETS[name]
    return (APP_DIR / file_name).read_bytes()


@cache
def _build_links() -> str:
    """Link to our files by their content, so that a changed file is a new address."""
    address = {
        name: f"/{name}?v={hashlib.sha256(read_asset(name)).hexdigest()[:12]}"
        for name in ASSETS
    }
    return (
        f'<link rel="icon" type="image/svg+xml" href="{address["malbild.svg"]}">'
        f'<link rel="stylesheet" href="{address["malbild.css"]}">'
        f'<link rel="stylesheet" media="print" href="{address["malbild-print.css"]}">'
        f'<script defer src="{address["malbild.js"]}"></script>'
        f'<script defer src="{address["malbild-print.js"]}"></script>'
    )
