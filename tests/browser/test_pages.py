import re
from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page

from app.messages import LOCALE_DIR, load_language
from app.messages import _ as translate
from app.page_registry import PAGES
from tests.browser.conftest import NARROW, WIDE, open_expanders, open_page

STEMS = [page.stem for page in PAGES]
PLACE = re.compile(r"%\(\w+\)s")
#: What axe finds in Streamlit's own parts, which we cannot mend: rule and part. Look
#: again by the day below.
ALLOWED_BY_AXE = (
    ("list", '[data-testid="stSidebarNav"]'),
    ("listitem", '[data-testid="stSidebarNav"]'),
)
LOOK_AGAIN_ON = date(2027, 6, 30)


def find_address(stem: str) -> str:
    return "/" if stem == STEMS[0] else f"/{stem}"


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


@pytest.fixture(scope="module", params=STEMS)
def stem(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def asked_elsewhere() -> list[str]:
    return []


@pytest.fixture(scope="module")
def opened(
    stem: str, browser: Browser, address: str, asked_elsewhere: list[str]
) -> Iterator[Page]:
    """Each page, opened once for the tests that only look."""
    page = browser.new_page(viewport=WIDE, locale="sv-SE")
    ours = (address, "data:", "blob:", address.replace("http", "ws"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith(ours) or asked_elsewhere.append(request.url)
        ),
    )
    yield open_page(page, address, find_address(stem))
    page.close()


def test_the_page_opens_in_swedish_without_an_error(stem: str, opened: Page) -> None:
    load_language("sv")
    title = translate(next(each.title for each in PAGES if each.stem == stem))
    assert opened.locator("h1").inner_text() == title
    assert opened.title() == f"{title} · Målbild"
    assert opened.locator("html").get_attribute("lang") == "sv"
    assert opened.locator('[data-testid="stException"]').count() == 0
    assert opened.locator('[data-testid="stAlertContentError"]').count() == 0
    assert opened.locator('[role="dialog"]').count() == 0


def test_every_picture_has_words(opened: Page) -> None:
    for chart in opened.locator('[data-testid="stPlotlyChart"]').all():
        described = chart.evaluate(
            "element => [element, ...element.querySelectorAll('[aria-label]')]"
            ".map(part => part.getAttribute('aria-label')).filter(Boolean).join(' ')"
        )
        assert len(described) > 20


def test_the_page_is_accessible(opened: Page) -> None:
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(opened, options=rules)
    faults = [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
        if not is_allowed(opened, fault["id"], node["target"][0])
    ]
    assert not faults
    assert date.today() < LOOK_AGAIN_ON  # noqa: DTZ011 - the day where the test runs


def is_allowed(page: Page, fault: str, target: str) -> bool:
    parts = [part for rule, part in ALLOWED_BY_AXE if rule == fault]
    return any(
        page.evaluate(
            "([target, part]) => document.querySelector(target).closest(part) !== null",
            [target, part],
        )
        for part in parts
    )


def test_no_text_is_left_in_english(opened: Page) -> None:
    open_expanders(opened)
    seen = opened.locator("body").inner_text()
    labels = opened.evaluate(
        "() => [...document.querySelectorAll('[aria-label], [title]')]"
        ".map(element => element.ariaLabel || element.title).join('\\n')"
    )
    left = [
        text
        for text, pattern in ENGLISH.items()
        if pattern.search(seen) or pattern.search(labels)
    ]
    assert not left


def test_no_request_leaves_the_server(opened: Page, asked_elsewhere: list[str]) -> None:
    assert opened.url
    assert not asked_elsewhere


def test_nothing_scrolls_sideways_on_a_phone(
    stem: str, page: Page, address: str
) -> None:
    page.set_viewport_size(NARROW)
    open_page(page, address, find_address(stem))
    open_expanders(page)
    too_wide = page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid="stMain"]');
            return [document.documentElement, main]
                .map(element => element.scrollWidth - element.clientWidth)
                .filter(excess => excess > 0);
        }"""
    )
    assert not too_wide


def test_the_page_speaks_english_when_asked(
    stem: str, page: Page, address: str
) -> None:
    open_page(page, address, f"{find_address(stem)}?lang=en")
    title = next(each.title for each in PAGES if each.stem == stem)
    assert page.locator("h1").inner_text() == title
    assert page.locator("html").get_attribute("lang") == "en"
