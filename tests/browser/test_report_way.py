"""From a template to a saved report, its file opened again, and the next run of it."""

import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from pptx import Presentation

from app.access import Principal
from app.store.report_definitions import fetch_saved_reports
from app.store.report_runs import fetch_report_runs, write_report_run
from tests.browser.conftest import NARROW, WIDE, open_page, wait_for_script
from tests.browser.look_over import find_english_left, find_faults, find_too_wide
from tests.browser.test_plan_way import choose
from tests.integration.store_plans import make_id
from tests.serving import run_server

OWN_WORDS = "Läget är gott, men två områden behöver mer tid."
A_MINUTE = 60_000
START = "/report_builder?report=newsletter&plan=strategy_2023_2025&year=2024"


@pytest.fixture(scope="module")
def home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own with the published example, and a store to write in."""
    folder = tmp_path_factory.mktemp("reported") / "home"
    for room in ("warehouse", "models"):
        shutil.copytree(built_home / room, folder / room)
    return folder


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    log = home.parent / "server.log"
    with run_server(home, log) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf8")


@pytest.mark.timeout(600)
def test_the_way_from_a_template_to_a_file_and_to_what_has_changed(
    page: Page, served: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(home))
    open_page(page, served, START)
    move_by_keyboard(page)
    choose(page, page.get_by_role("combobox", name="Egen text före"), "Först i rappor")
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Först i rapporten").fill(OWN_WORDS)
    page.keyboard.press("Control+Enter")
    wait_for_script(page)
    preview = page.get_by_text(OWN_WORDS)
    expect(preview.last).to_be_visible()
    check_page(page)

    page.get_by_role("textbox", name="Den sparade rapportens namn").fill("Höstens")
    page.get_by_role("button", name="Spara rapporten").click()
    expect(page.get_by_text("är öppen: version 1")).to_be_visible(timeout=A_MINUTE)
    texts = read_slides(make_and_fetch(page))
    assert OWN_WORDS in texts
    assert texts.index("Gjort under 2024") < texts.index("Sammanfattning")

    let_a_quarter_pass()
    open_page(page, served, "/report_builder")
    choose(page, page.get_by_role("combobox", name="Sparade rapporter"), "Höstens")
    page.get_by_role("button", name="Öppna rapporten").click()
    changed = page.get_by_text("1 siffra har ändrats")
    expect(changed).to_be_visible(timeout=A_MINUTE)
    check_page(page)
    again = read_slides(make_and_fetch(page))
    assert "1 siffra har ändrats" in again
    assert OWN_WORDS in again


def move_by_keyboard(page: Page) -> None:
    """Move the first part down without a mouse."""
    row = page.locator(".st-key-part_of_report_summary")
    row.get_by_role("button", name="\N{DOWNWARDS ARROW}").focus()
    page.keyboard.press("Enter")
    first = page.locator('[class*="st-key-part_of_report_"]').first
    expect(first).to_contain_text("Gjort under 2024", timeout=A_MINUTE)
    # The page is drawn once more with the new order, which folds lists that are open.
    page.wait_for_timeout(1000)
    wait_for_script(page)


def make_and_fetch(page: Page) -> bytes:
    """Have the slides made by the real command, and download them."""
    fetch = page.get_by_role("button", name="Ladda ned PPTX")
    n_before = fetch.count()
    page.get_by_role("button", name="Gör filen").click()
    expect(fetch).to_have_count(n_before + 1, timeout=2 * A_MINUTE)
    wait_for_script(page)
    with page.expect_download() as awaited:
        fetch.first.click()
    download: Download = awaited.value
    assert download.suggested_filename.startswith("malbild-newsletter-SE-2024-")
    return Path(download.path()).read_bytes()


def read_slides(content: bytes) -> str:
    """Open the slides again and read every text on them."""
    shapes = [
        shape
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
    ]
    assert any(shape.has_chart for shape in shapes)
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def let_a_quarter_pass() -> None:
    """Let the last run be of another build, with one figure as it was then."""
    secretariat = Principal("secretariat", (), "20250801T000000Z-0000")
    [saved] = fetch_saved_reports(secretariat)
    [run] = fetch_report_runs(saved.definition_id, secretariat)
    figures = json.loads(json.dumps(run.figures))
    told = next(each for each in figures if each["number"] is not None)
    told |= {"number": told["number"] + 1, "text": "?"}
    write_report_run(
        run_id=make_id(),
        saved=saved,
        figures=figures,
        data_on=run.data_on,
        principal=replace(secretariat, build_id="20250801T000000Z-0001"),
    )


def check_page(page: Page) -> None:
    """Look the page over as the reader sees it now, wide and on a phone."""
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(300)
    assert not find_too_wide(page)
    page.set_viewport_size(WIDE)
    page.wait_for_timeout(300)
    assert not find_faults(page)
    assert not find_english_left(page)
