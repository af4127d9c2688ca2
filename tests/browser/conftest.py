"""A real server with the published example, and Debian's chromium to look at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.serving import run_server

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: run python tests/install_packages.py")
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"viewport": WIDE, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


@pytest.fixture(scope="session")
def address(
    built_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    log = tmp_path_factory.mktemp("browser") / "server.log"
    with run_server(built_home, log) as started:
        yield started
    assert "Traceback" not in log.read_text(encoding="utf8")


def open_page(page: Page, address: str, path: str) -> Page:
    """Open an address and wait until its script has run to the end."""
    page.goto(f"{address}{path}")
    wait_for_script(page)
    return page


def open_expanders(page: Page) -> None:
    """Open everything that is folded, except what is said to be in English."""
    for summary in page.locator('[data-testid="stExpander"] summary').all():
        if "engelska" not in summary.inner_text():
            summary.click()
    wait_for_script(page)


def wait_for_script(page: Page) -> None:
    page.wait_for_selector('h1, [data-testid="stAlertContentError"]', timeout=60_000)
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000
    )
    page.wait_for_function(
        "() => document.querySelectorAll('[data-testid=stSkeleton]').length === 0"
    )
