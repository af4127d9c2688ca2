import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    NARROW,
    WIDE,
    open_expanders,
    open_page,
    wait_for_script,
)
from tests.browser.look_over import find_english_left, find_faults, find_too_wide
from tests.conftest import ROOT, build_home, run_malbild
from tests.serving import run_server

AUDITS = "2024-11-15_revisioner_skane.csv"
PAGE = "/receive_data"
FIGURES = "/contract_follow_up?year=2024"
A_MINUTE = 60_000


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest example programme, as if it were somebody's own."""
    folder = tmp_path_factory.mktemp("own") / "exports"
    size = ("--suppliers", "50", "--years", "3")
    written = run_malbild("example", "--out", folder, *size)
    assert written.returncode == 0, written.stderr
    (folder / "exempeldata.json").unlink()
    (folder / "known_truth.parquet").unlink()
    return folder


@pytest.fixture(scope="module")
def address(
    exports: Path, shared_tmp: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    base = tmp_path_factory.mktemp("receiving")
    shutil.copytree(build_home(shared_tmp, "own_home", exports), base / "home")
    with run_server(base / "home", base / "server.log") as started:
        yield started
    assert "Traceback" not in (base / "server.log").read_text(encoding="utf8")
    left = [path.name for path in (base / "home" / "inbox").glob("*/files")]
    assert left == []


@pytest.fixture(scope="module")
def received(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A good file, a half-good one with a heading of its own, and one to refuse."""
    folder = tmp_path_factory.mktemp("received")
    good = folder / "nyhetsbrev.csv"
    shutil.copy(ROOT / "pipelines/sources/newsletters/example_export.csv", good)
    with next(exports.glob("audits/*.csv")).open(encoding="utf-8-sig") as file:
        headings, *rows = csv.reader(file, delimiter=";")
    visited, approved = (
        headings.index(f) for f in ("Revisionsdatum", "Rapport godkänd")
    )
    kind = headings.index("Revisionstyp")
    new, bad = list(rows[0]), list(rows[0])
    new[0], new[visited], new[approved] = "REV-2024-900", "2024-09-15", "2024-10-01"
    new[kind] = "Kontorsrevision"
    bad[0], bad[visited] = "REV-2024-901", "2024-13-40"
    headings[visited] = "Besöksdag"
    audits = folder / AUDITS
    with audits.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([headings, *rows, new, bad])
    broken = folder / "export.csv"
    broken.write_text("<html>Internal server error</html>", encoding="utf8")
    return [good, audits, broken]


@pytest.mark.timeout(600)
def test_files_go_from_upload_to_the_pages_and_back(
    page: Page, address: str, received: list[Path], tmp_path: Path
) -> None:
    before = read_office_audits(page, address)
    hand_in(page, address, received)

    expect(page.get_by_text("Filen är ingen tabell")).to_be_visible()
    check_page(page)
    choose(page, "Besöksdag", "Revisionsdatum")
    page.get_by_role("button", name="Läs igen med svaren").click()
    approve = page.get_by_role("button", name="Godkänn och publicera 2 filer")
    expect(approve).to_be_visible(timeout=A_MINUTE)
    open_expanders(page)
    check_page(page)

    rejected = read_rejected(page, tmp_path)
    assert rejected["Revisions-ID"] == "REV-2024-901"
    assert rejected["Besöksdag"] == "2024-13-40"
    assert "datum" in rejected["Fel"]

    approve.click()
    expect(page.get_by_text(re.compile("Steg [1-4] av 4"))).to_be_visible()
    # Whoever leaves and comes back finds the load again.
    open_page(page, address, PAGE)
    expect(page.get_by_text("Det nya bygget finns på alla sidor")).to_be_visible(
        timeout=4 * A_MINUTE
    )
    check_page(page)
    assert read_rejected(page, tmp_path) == rejected
    assert read_office_audits(page, address) == before + 1

    open_page(page, address, PAGE)
    page.get_by_role("button", name="Gå tillbaka till det här bygget").click()
    expect(page.get_by_text("De här filerna tas ur bruk")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Ja, gå tillbaka").click()
    expect(page.get_by_text("Sidorna visar nu bygget du valde")).to_be_visible(
        timeout=A_MINUTE
    )
    assert read_office_audits(page, address) == before
    give_up(page, address)


def test_an_upload_needs_streamlits_token_and_room(
    page: Page, address: str, received: list[Path]
) -> None:
    open_page(page, address, PAGE)
    with page.expect_request(lambda request: request.method == "PUT") as sent:
        page.locator('input[type="file"]').set_input_files(received[0])
    put = """([url, size]) => fetch(url, {
        method: "PUT",
        body: new Blob([new Uint8Array(size)]),
    }).then((answer) => answer.status)"""
    other = f"{sent.value.url.rsplit('/', 1)[0]}/another"
    assert page.evaluate(put, [other, 1000]) == 403
    assert page.evaluate(put, [other, 401 * 2**20]) == 413
    stranger = other.replace(other.split("/")[-2], "3c0f1c7e-0000-4000-8000-0")
    assert page.evaluate(put, [stranger, 1000]) == 404


def hand_in(page: Page, address: str, files: list[Path]) -> None:
    open_page(page, address, PAGE)
    check_page(page)
    choose(page, "Vem kommer filerna från?", "Region Skåne")
    page.locator('input[type="file"]').set_input_files(files)
    expect(page.get_by_text(files[-1].name)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Läs filerna").click()
    expect(page.get_by_text("Kasta hela inläsningen")).to_be_visible(timeout=A_MINUTE)


def read_rejected(page: Page, folder: Path) -> dict[str, str]:
    """Read the one row of the file that the page gives back."""
    with page.expect_download(timeout=A_MINUTE) as download:
        page.get_by_role("button", name="Ladda ned 1 underkänd rad").click()
    assert re.fullmatch(
        r"2024-11-15_revisioner_skane-fel-\w+\.csv", download.value.suggested_filename
    )
    download.value.save_as(folder / "rejected.csv")
    with (folder / "rejected.csv").open(encoding="utf-8-sig") as file:
        (rejected,) = csv.DictReader(file, delimiter=";")
    return rejected


def give_up(page: Page, address: str) -> None:
    open_page(page, address, PAGE)
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_text("Sidorna visar ett annat bygge nu")).to_be_visible()
    page.get_by_role("button", name="Lämna in fler filer").click()
    expect(page.get_by_text("Läs filerna")).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()


def read_office_audits(page: Page, address: str) -> int:
    open_page(page, address, FIGURES)
    metric = page.get_by_test_id("stMetric").filter(has_text="Kontorsrevisioner")
    return int(metric.get_by_test_id("stMetricValue").inner_text())


def check_page(page: Page) -> None:
    """Look the page over as the reader sees it now, wide and on a phone."""
    wait_for_script(page)
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(300)
    assert not find_too_wide(page)
    page.set_viewport_size(WIDE)
    page.wait_for_timeout(300)
    assert not find_faults(page)
    assert not find_english_left(page)
