from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, open_page

FIND_ENDS = """() => {
    const isOpen = part => !part.closest('[data-testid="stExpander"]');
    const parts = 'h2, .st-key-attention li, [class*=st-key-goal_KPI]';
    return [...document.querySelectorAll(parts)]
        .filter(isOpen)
        .map(part => part.getBoundingClientRect().bottom);
}"""
FIND_WIDE_WORDS = """() =>
    [...document.querySelectorAll('[class*=st-key-goal_] p, .st-key-attention li')]
        .filter(part => part.scrollWidth > part.clientWidth + 1)
        .map(part => part.innerText)
"""


def test_goals_and_what_needs_attention_stand_on_one_screen(
    page: Page, address: str
) -> None:
    page.set_viewport_size(WIDE)
    ends = open_page(page, address, "/").evaluate(FIND_ENDS)
    assert len(ends) > 30
    assert max(ends) <= WIDE["height"]


def test_no_word_of_a_goal_is_cut(page: Page, address: str) -> None:
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert not open_page(page, address, "/").evaluate(FIND_WIDE_WORDS)
