"""From the ranking to a decided plan; and editors, restarts and broken lines."""

import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.access import Principal
from app.store.plan_records import Plan, PlanItem
from app.store.plans import fetch_plan, fetch_plans, write_plan
from app.store.scenarios import write_scenario
from tests.browser.conftest import NARROW, WIDE, open_page, wait_for_script
from tests.browser.look_over import find_english_left, find_faults, find_too_wide
from tests.plan_results import build_result
from tests.serving import run_watched_server

SECRETARIAT = Principal("secretariat", (), "build")
NOTE = "Fabriken är såld. Vi har träffat den nya ägaren."
REASON = "Lokal kännedom"
A_MINUTE = 60_000


class Serving:
    """A server on a home of its own that can be stopped and started again."""

    def __init__(self, home: Path, log: Path) -> None:
        self.home, self.log = home, log
        self.running = ExitStack()
        self.address = self.start()

    def start(self, port: int = 0) -> str:
        address, _process = self.running.enter_context(
            run_watched_server(self.home, self.log, port=port)
        )
        return address

    def restart(self) -> None:
        self.running.close()
        assert self.start(int(self.address.rsplit(":", 1)[1])) == self.address


@pytest.fixture(scope="module")
def home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own with the published example, and a store to write in."""
    folder = tmp_path_factory.mktemp("planned") / "home"
    for room in ("warehouse", "models"):
        shutil.copytree(built_home / room, folder / room)
    return folder


@pytest.fixture(scope="module")
def serving(home: Path) -> Iterator[Serving]:
    started = Serving(home, home.parent / "server.log")
    yield started
    started.running.close()
    assert "Traceback" not in started.log.read_text(encoding="utf8")


@pytest.fixture
def plan(home: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan that a reader of the page has just made."""
    monkeypatch.setenv("MALBILD_HOME", str(home))
    ids = [str(uuid.uuid4()) for _each in range(3)]
    scenario = write_scenario(
        scenario_id=ids[0], name="Grund", result=build_result(), principal=SECRETARIAT
    )
    return write_plan(
        plan_id=ids[1],
        event_id=ids[2],
        name="Plan 2027",
        scenario=scenario,
        principal=SECRETARIAT,
    )


@pytest.mark.timeout(600)
def test_the_way_from_the_ranking_to_a_decision_seen_on_every_page(
    page: Page, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(serving.home))
    work_out(page, serving)
    page.get_by_role("button", name="Föreslå som plan").click()
    expect(page.locator("h1")).to_have_text("Plan", timeout=A_MINUTE)
    wait_for_script(page)
    check_page(page)

    (plan,) = fetch_plans(SECRETARIAT)
    item = fetch_plan(plan.plan_id, SECRETARIAT).items[0]
    come_from_ranking(page, serving, item)
    type_note(page)
    save(page, find_form(page, "override"))
    expect(page.get_by_role("heading", name="utkast: 39 revisioner")).to_be_visible()

    for button, state in (
        ("Föreslå för beslut", "föreslagen"),
        ("Besluta", "beslutad"),
    ):
        page.get_by_role("button", name=button).click()
        told = f"{state}: 39 revisioner"
        expect(page.get_by_role("heading", name=told)).to_be_visible(timeout=A_MINUTE)
    check_page(page)
    check_is_seen(page, serving, taken_out=item.supplier_name)


def work_out(page: Page, serving: Serving) -> None:
    """Work a scenario out with the real command, leave it, and come back to it."""
    open_page(page, serving.address, "/plan_scenarios")
    check_page(page)
    page.get_by_role("textbox", name="Scenariots namn").fill("Höstens")
    page.get_by_role("button", name="Räkna").click()
    wait_for_script(page)
    open_page(page, serving.address, "/data_status")
    open_page(page, serving.address, "/plan_scenarios")
    takeaway = page.get_by_role(
        "heading", name=re.compile("40 revisioner väntas finna")
    )
    expect(takeaway).to_be_visible(timeout=2 * A_MINUTE)
    wait_for_script(page)
    check_page(page)


def come_from_ranking(page: Page, serving: Serving, item: PlanItem) -> None:
    """Read why a supplier stands where it does, and go to its row in the plan."""
    key = f"{item.supplier_id}-{item.category_code}"
    open_page(page, serving.address, f"/supplier_ranking?supplier={key}")
    expect(page.get_by_role("heading", name=item.supplier_name).first).to_be_visible()
    page.get_by_role("link", name="Till planen, med den här leverantören").click()
    expect(page.locator("h1")).to_have_text("Plan")
    wait_for_script(page)
    row = page.get_by_role("combobox", name="Leverantör och kategori")
    expect(row).to_have_value(re.compile(re.escape(item.supplier_name)))


def check_is_seen(page: Page, serving: Serving, *, taken_out: str) -> None:
    """Find the decided plan on the overview, in the case list and on two profiles."""
    (plan,) = fetch_plans(SECRETARIAT)
    items = fetch_plan(plan.plan_id, SECRETARIAT).items
    (out,) = [item for item in items if not item.is_in]
    assert (out.supplier_name, out.note) == (taken_out, NOTE)

    open_page(page, serving.address, "/")
    page.get_by_role("link", name="Plan 2026 är beslutad: 39 revisioner").click()
    expect(page).to_have_url(re.compile(f"/audit_plan.*audit_plan={plan.plan_id}"))

    open_page(page, serving.address, "/open_cases")
    # Those with an open case already are not said to wait.
    waiting = page.get_by_role(
        "heading", name=re.compile(r"3\d beslutade revisioner har")
    )
    expect(waiting).to_be_visible()
    for item in (out, next(item for item in items if item.is_in)):
        path = f"/supplier_profile?supplier={item.supplier_id}"
        open_page(page, serving.address, path)
        expect(page.get_by_text(item.supplier_name).first).to_be_visible()
        expect(page.get_by_role("heading", name="Plan 2026")).to_be_visible()


def open_row(page: Page, serving: Serving, item: PlanItem) -> Page:
    path = f"/audit_plan?audit_plan={item.plan_id}&row={item.item_id}"
    return open_page(page, serving.address, path)


def find_form(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-plan-{name}").get_by_test_id("stForm")


def type_note(page: Page) -> Locator:
    """Choose a reason and type a note, letter by letter, without leaving the box."""
    form = find_form(page, "override")
    choose(page, form.get_by_role("combobox", name="Skäl"), REASON)
    note = form.get_by_role("textbox", name="Anteckning")
    note.press_sequentially(NOTE)
    return note


def choose(page: Page, box: Locator, option: str) -> None:
    box.click()
    # The list is drawn where there is room, which may take a moment.
    box.fill(option)
    page.get_by_role("option", name=option).first.click()


def save(page: Page, form: Locator) -> None:
    form.get_by_role("button").last.click()
    wait_for_script(page)


def check_page(page: Page) -> None:
    """Look the page over as the reader sees it now, wide and on a phone."""
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(300)
    assert not find_too_wide(page)
    page.set_viewport_size(WIDE)
    page.wait_for_timeout(300)
    assert not find_faults(page)
    assert not find_english_left(page)


def load_item(item: PlanItem) -> PlanItem:
    plan = fetch_plan(item.plan_id, SECRETARIAT)
    return next(each for each in plan.items if each.item_id == item.item_id)


def test_the_second_of_two_editors_is_shown_the_first_s_change(
    browser: Browser, serving: Serving, plan: Plan
) -> None:
    item = plan.items[0]
    contexts = [browser.new_context(viewport=WIDE, locale="sv-SE") for _each in "ab"]
    first, second = (open_row(each.new_page(), serving, item) for each in contexts)
    note = type_note(second)

    form = find_form(first, "change")
    choose(first, form.get_by_role("combobox", name="Utförare"), "Område H")
    save(first, form)
    expect(first.get_by_text("Raden är sparad")).to_be_visible()

    save(second, find_form(second, "override"))
    told = second.get_by_text("Någon annan hann före")
    expect(told).to_be_visible()
    expect(second.locator(".stAlert")).to_contain_text("Område H")
    expect(note).to_have_value(NOTE)
    assert load_item(item).is_in

    save(second, find_form(second, "override"))
    # Until the page is drawn again the old form stands beside the new one.
    expect(note.first).to_have_value("", timeout=20_000)
    kept = load_item(item)
    assert (kept.is_in, kept.performer_code, kept.note) == (False, "H", NOTE)
    for context in contexts:
        context.close()


def test_what_is_being_typed_is_there_after_a_restart_and_can_be_saved(
    page: Page, serving: Serving, plan: Plan
) -> None:
    item = plan.items[1]
    open_row(page, serving, item)
    note = type_note(page)
    serving.restart()
    # The browser finds the new server by itself.
    page.wait_for_timeout(3000)
    wait_for_script(page)
    expect(note).to_have_value(NOTE)
    save(page, find_form(page, "override"))
    expect(page.get_by_text("Raden är sparad")).to_be_visible(timeout=A_MINUTE)
    kept = load_item(item)
    assert (kept.is_in, kept.override_reason_code) == (False, "local_knowledge")
    assert kept.note == NOTE


def test_five_seconds_without_a_line_lose_nothing(
    page: Page, serving: Serving, plan: Plan
) -> None:
    item = plan.items[2]
    open_row(page, serving, item)
    note = type_note(page)
    page.context.set_offline(True)
    page.wait_for_timeout(5000)
    note.press_sequentially(" Mer.")
    page.context.set_offline(False)
    page.wait_for_timeout(1000)
    wait_for_script(page)
    expect(note).to_have_value(f"{NOTE} Mer.")
    save(page, find_form(page, "override"))
    expect(page.get_by_text("Raden är sparad")).to_be_visible(timeout=A_MINUTE)
    assert load_item(item).note == f"{NOTE} Mer."
