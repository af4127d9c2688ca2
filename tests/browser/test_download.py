import re
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TookTooLong
from pptx import Presentation

from tests.browser.conftest import open_page, wait_for_script

A_MINUTE = 60_000


def test_a_chart_is_downloaded_as_a_slide_that_can_be_edited(
    page: Page, address: str, tmp_path: Path
) -> None:
    open_page(page, address, "/procurement_requirements")
    folded = page.locator(".stExpander").first
    folded.locator("summary").click()
    choose(page, folded.get_by_role("combobox", name="Fil"), "Redigerbar PowerPoint")
    wait_for_script(page)
    assert folded.get_by_label("Storlek").count() == 0
    with page.expect_download(timeout=A_MINUTE) as download:
        folded.get_by_role("button", name="Ladda ned PPTX").click()
    assert re.fullmatch(
        r"malbild-\w+-\w+-\w+-[0-9a-f]{8}\.pptx", download.value.suggested_filename
    )
    file = tmp_path / "chart.pptx"
    download.value.save_as(file)
    (slide,) = Presentation(str(file)).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text == page.locator(".stMain h3").first.inner_text()
    assert any(shape.has_chart for shape in slide.shapes)


def choose(page: Page, box: Locator, option: str) -> None:
    """Choose with the keyboard: a list closes when the page moves, as for a click."""
    shown = page.get_by_role("option", name=option)
    for _attempt in range(10):
        box.press("ArrowDown")
        box.fill(option)
        try:
            shown.wait_for(timeout=3_000)
        except TookTooLong:
            continue
        box.press("ArrowDown")
        box.press("Enter")
        return
    raise AssertionError(f"{option} could not be chosen")
