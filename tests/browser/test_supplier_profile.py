import re
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import open_page

PRESSED = (
    *(".stSidebar", ".stSelectbox", ".stTextInput", ".stDownloadButton"),
    *(".stPageLink", ".stExpander"),
)
SEEN = """selectors => selectors.filter(selector =>
    [...document.querySelectorAll(selector)].some(part => part.getClientRects().length))
"""
# What sticks out to the right of its page is cut off on paper, and so is what scrolls.
CUT_OFF = """() =>
    [...document.querySelectorAll('.stTable, .stTable > div, table, svg.for-paper')]
        .filter(part => part.getBoundingClientRect().right > window.innerWidth + 1
            || ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
        .map(part => part.className.baseVal ?? part.className)
"""
PAPER = {"width": 704, "height": 996}


@pytest.fixture
def opened(page: Page, address: str, built_warehouse: Path) -> Page:
    """The page of the supplier with the most findings, as wide as on a screen."""
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        [(supplier_id,)] = con.execute(
            """
            select supplier_id
            from marts.rpt_supplier_findings
            group by supplier_id
            order by count(*) desc, supplier_id
            limit 1
            """
        ).fetchall()
    return open_page(page, address, f"/supplier_profile?supplier={supplier_id}")


@pytest.fixture
def on_paper(opened: Page) -> Page:
    """The same as it is printed, as wide as the sheet between its margins."""
    opened.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    opened.emulate_media(media="print")
    opened.set_viewport_size(PAPER)
    return opened


def test_what_is_printed_is_read_and_never_pressed(on_paper: Page) -> None:
    assert on_paper.evaluate(SEEN, list(PRESSED)) == []
    read = ["h1", ".stMetric", ".stTable", "svg.for-paper", "p.for-paper"]
    assert on_paper.evaluate(SEEN, read) == read
    on_paper.emulate_media(media="screen")
    assert on_paper.evaluate(SEEN, [*PRESSED, "svg.for-paper"]) == list(PRESSED)


def test_a_chart_drawn_for_a_wide_screen_is_whole_on_paper(on_paper: Page) -> None:
    assert on_paper.evaluate(CUT_OFF) == []


def test_the_page_is_printed_on_a_few_sheets(opened: Page, tmp_path: Path) -> None:
    printed = opened.pdf(path=tmp_path / "supplier.pdf", prefer_css_page_size=True)
    (sheets,) = re.findall(rb"/Count (\d+)", printed)
    assert 3 <= int(sheets) <= 12
    # Afterwards the page is as it was.
    assert opened.locator(".for-paper").count() == 0
