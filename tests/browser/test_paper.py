import io
import logging
import re
from collections.abc import Iterator

import pdfplumber
import pytest
from pdfplumber.page import Page as Sheet
from playwright.sync_api import Browser

from tests.browser.conftest import WIDE, open_page

# Goals, folded goals, charts and a list; a list that needs the sheet on its side.
# The pattern is that of a row: a case, a supplier.
STEMS = {"contract_follow_up": r"UPP-\d{4}-\d{3}", "supplier_ranking": r"\d{6}-\d{4}"}
MARGIN_POINTS = 34
SMALLEST_POINTS = 7
PRESSED = ("Ladda ned", "Tabell och nedladdning", "keyboard_arrow", "Skriv ut", "Meny")


# shared per parameter
@pytest.fixture(scope="module", params=STEMS)
def stem(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def printed(stem: str, browser: Browser, address: str) -> Iterator[dict]:
    """A page printed as chromium prints it, and what the screen said before."""
    # A browser's fonts have no box, of which the reader of the PDF tells each time.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    page = browser.new_page(viewport=WIDE, locale="sv-SE")
    open_page(page, address, f"/{stem}")
    page.wait_for_selector(".main-svg")
    goals = page.locator('[class*="st-key-goal_words_"]').count()
    takeaways = page.locator(".stMain h3").all_inner_texts()
    content = page.pdf(prefer_css_page_size=True)
    left = page.locator(".for-paper").count()
    charts = page.locator(".stPlotlyChart:visible").count()
    page.close()
    with pdfplumber.open(io.BytesIO(content)) as sheets:
        yield {
            "sheets": sheets.pages,
            "words": [" ".join(find_words(sheet).split()) for sheet in sheets.pages],
            "goals": goals,
            "takeaways": takeaways,
            "left": left,
            "charts": charts,
        }


def find_words(sheet: Sheet) -> str:
    return sheet.extract_text(x_tolerance=1.5, use_text_flow=True)


def test_every_sheet_says_which_page_it_is_and_as_of_when(printed: dict) -> None:
    n = len(printed["words"])
    assert n > 1
    for at, words in enumerate(printed["words"], start=1):
        assert re.search(r"Målbild · \w+", words)
        assert "Data per 2025-10-31 · Exempeldata" in words
        assert f"{at} ({n})" in words


def test_what_was_chosen_is_told_and_nothing_that_is_pressed(printed: dict) -> None:
    assert "Plats: Riket" in printed["words"][0]
    everything = " ".join(printed["words"])
    assert not [word for word in PRESSED if word in everything]
    assert "Källa:" in everything


def test_every_takeaway_and_goal_is_printed(printed: dict) -> None:
    everything = "".join("".join(printed["words"]).split())
    for takeaway in printed["takeaways"]:
        assert "".join(takeaway.split()) in everything
    states = re.findall(r"uppnått|delvis|kanejbedömas|ejaktuellt", everything)
    assert len(states) >= printed["goals"]


def test_no_sheet_is_empty_and_nothing_is_cut_off(printed: dict) -> None:
    for sheet, words in zip(printed["sheets"], printed["words"], strict=True):
        assert len(words) > 150
        letters = [each for each in sheet.chars if each["text"].strip()]
        assert min(each["x0"] for each in letters) > MARGIN_POINTS - 2
        assert max(each["x1"] for each in letters) < sheet.width - MARGIN_POINTS + 2
        assert min(each["size"] for each in letters) > SMALLEST_POINTS


def test_a_grid_is_printed_row_by_row(printed: dict, stem: str) -> None:
    everything = "".join("".join(printed["words"]).replace("\u2060", "").split())
    a_row = {
        "contract_follow_up": r"UPP-\d{4}-\d{3}",
        "supplier_ranking": r"\d{6}-\d{4}",
    }
    n_rows = len({*re.findall(a_row[stem], everything)})
    assert n_rows >= 26
    is_on_its_side = printed["sheets"][0].width > printed["sheets"][0].height
    assert is_on_its_side == (stem == "supplier_ranking")


def test_afterwards_the_page_is_as_it_was(printed: dict) -> None:
    assert printed["left"] == 0
    assert printed["charts"] > 0
