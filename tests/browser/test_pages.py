from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from app.messages import _ as translate
from app.messages import load_language
from app.page_registry import PAGES
from tests.browser.conftest import NARROW, WIDE, open_expanders, open_page
from tests.browser.look_over import find_english_left, find_faults, find_too_wide

STEMS = [page.stem for page in PAGES]
LOOK_AGAIN_ON = date(2027, 6, 30)


def find_address(stem: str) -> str:
    return "/" if stem == STEMS[0] else f"/{stem}"


# shared per parameter: all tests of a page go to the process that has opened it.
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


def test_what_is_for_paper_is_not_on_the_screen(opened: Page) -> None:
    kept_for_paper = opened.locator('[class*="st-key-on_paper_"]')
    seen = [each.is_visible() for each in kept_for_paper.all()]
    assert not any(seen), f"{sum(seen)} of {len(seen)} tables for paper are in sight"


def test_every_picture_has_words(opened: Page) -> None:
    for chart in opened.locator('[data-testid="stPlotlyChart"]').all():
        described = chart.evaluate(
            "element => [element, ...element.querySelectorAll('[aria-label]')]"
            ".map(part => part.getAttribute('aria-label')).filter(Boolean).join(' ')"
        )
        assert len(described) > 20


def test_the_page_is_accessible(opened: Page) -> None:
    assert not find_faults(opened)
    assert date.today() < LOOK_AGAIN_ON  # noqa: DTZ011 - the day where the test runs


def test_no_text_is_left_in_english(opened: Page) -> None:
    open_expanders(opened)
    assert not find_english_left(opened)


# The page is opened anew, in the same browser, as a phone and in English.
def test_nothing_scrolls_sideways_on_a_phone(
    stem: str, opened: Page, address: str
) -> None:
    opened.set_viewport_size(NARROW)
    open_page(opened, address, find_address(stem))
    open_expanders(opened)
    assert not find_too_wide(opened)


def test_the_page_speaks_english_when_asked(
    stem: str, opened: Page, address: str
) -> None:
    opened.set_viewport_size(WIDE)
    open_page(opened, address, f"{find_address(stem)}?lang=en")
    title = next(each.title for each in PAGES if each.stem == stem)
    assert opened.locator("h1").inner_text() == title
    assert opened.locator("html").get_attribute("lang") == "en"


def test_no_request_left_the_server(opened: Page, asked_elsewhere: list[str]) -> None:
    assert opened.url
    assert not asked_elsewhere
