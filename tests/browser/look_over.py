"""Look over an opened page: English that is left, what axe finds, what is too wide."""

import re

from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from app.messages import LOCALE_DIR

PLACE = re.compile(r"%\(\w+\)s")
#: What axe finds in Streamlit's own parts, which we cannot mend: rule and part. Look
#: again by the day below.
ALLOWED_BY_AXE = (
    ("list", '[data-testid="stSidebarNav"]'),
    ("listitem", '[data-testid="stSidebarNav"]'),
)


def find_faults(page: Page) -> list[str]:
    """Find what is not accessible, but for what we cannot mend."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(page, options=rules)
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
        if not is_allowed(page, fault["id"], node["target"][0])
    ]


def is_allowed(page: Page, fault: str, target: str) -> bool:
    parts = [part for rule, part in ALLOWED_BY_AXE if rule == fault]
    return any(
        page.evaluate(
            "([target, part]) => document.querySelector(target).closest(part) !== null",
            [target, part],
        )
        for part in parts
    )


def find_too_wide(page: Page) -> list[int]:
    """Find by how many pixels the page can be scrolled sideways."""
    return page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid="stMain"]');
            return [document.documentElement, main]
                .map(element => element.scrollWidth - element.clientWidth)
                .filter(excess => excess > 0);
        }"""
    )


def find_english_left(page: Page) -> list[str]:
    """Find English messages on the page that Swedish says in another way.

    Left out are code, and what a page says in both languages in a box of its own.
    """
    meant = page.locator(".st-key-in_en, [data-testid=stCode]").all_inner_texts()
    seen = page.locator("body").inner_text()
    for text in meant:
        seen = seen.replace(text, "")
    labels = page.evaluate(
        "() => [...document.querySelectorAll('[aria-label], [title]')]"
        ".map(element => element.ariaLabel || element.title).join('\\n')"
    )
    return [
        text
        for text, pattern in ENGLISH.items()
        if pattern.search(seen) or pattern.search(labels)
    ]


def find_english() -> dict[str, re.Pattern[str]]:
    """Find every English message that Swedish says in another way, as a pattern."""
    patterns = {}
    for path in sorted((LOCALE_DIR / "sv" / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as text:
            for message in read_po(text):
                for english, swedish in zip(
                    _list(message.id), _list(message.string), strict=False
                ):
                    literal = PLACE.sub("", english).strip(" :.,()")
                    if english != swedish and len(literal) > 3:
                        patterns[english] = build_pattern(english)
    return patterns


def build_pattern(english: str) -> re.Pattern[str]:
    filled = r"[^\n]{1,80}".join(re.escape(part) for part in PLACE.split(english))
    return re.compile(rf"(?<![\w-]){filled}(?![\w-])")


def _list(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


ENGLISH = find_english()
