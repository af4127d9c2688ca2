import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, open_page, wait_for_script


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    # A long list draws only the options in view.
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
    wait_for_script(page)


def test_a_choice_is_kept_in_the_address_and_on_the_next_page(
    page: Page, address: str
) -> None:
    open_page(page, address, "/")
    choose(page, "Plats", "Region Stockholm")
    expect(page).to_have_url(re.compile(r"place=01"))
    page.get_by_role("link", name="Avtalsuppföljning").click()
    expect(page.locator("h1")).to_have_text("Avtalsuppföljning")
    expect(page).to_have_url(re.compile(r"/contract_follow_up\?.*place=01"))
    page.reload()
    wait_for_script(page)
    expect(page).to_have_url(re.compile(r"place=01"))
    expect(page.locator(".stMain")).to_contain_text("Region Stockholm")


def test_the_first_page_can_be_asked_for_by_name(page: Page, address: str) -> None:
    open_page(page, address, "/overview?place=12")
    expect(page.locator("h1")).to_have_text("Översikt")
    assert page.locator('[role="dialog"]').count() == 0
    expect(page).to_have_url(re.compile(r"place=12"))


def test_the_language_can_be_switched_and_the_document_says_so(
    page: Page, address: str
) -> None:
    open_page(page, address, "/data_status")
    choose(page, "Språk", "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Data · Målbild")
    expect(page.locator(".stMain")).to_contain_text("Rejected rows")
    page.get_by_role("link", name="Contract follow-up").click()
    expect(page.locator("h1")).to_have_text("Contract follow-up")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"lang=en"))


def test_the_menu_opens_and_closes_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size(NARROW)
    open_page(page, address, "/")
    page.locator('[data-testid="stExpandSidebarButton"]').click()
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.locator("h1")).to_have_text("Data")


def test_an_unknown_address_is_answered_in_swedish(page: Page, address: str) -> None:
    answer = page.goto(f"{address}/finns-inte")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Sidan finns inte")
