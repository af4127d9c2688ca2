import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.escaping import (
    build_distinct,
    show_in_chart,
    show_in_markdown,
    show_text,
)

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "![](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    ":red[x] :material/home:",
    "# heading",
    "$x$ and $$y$$",
    "**bold** _it_ `code`",
    "| a | b |",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_sign_is_left_that_markdown_would_read(text: str) -> None:
    escaped = show_in_markdown(text)
    assert not re.search(r"(?<!\\)[<>\[\]()!#$*_`|:]", escaped)


def test_addresses_do_not_become_links() -> None:
    for text in ("http://evil.example", "www.evil.example", "a@evil.example"):
        assert "\u2060" in show_in_markdown(text)


def test_direction_overrides_zero_widths_and_line_breaks_are_gone() -> None:
    assert show_text("a\u202eb\u200bc\nd\x00e") == "abc de"


def test_a_long_text_is_cut() -> None:
    assert len(show_text("x" * 10_000)) == 200
    assert show_text("x" * 10_000).endswith("…")


def test_nothing_is_a_dash() -> None:
    assert show_text(None) == "–"


def test_charts_get_no_tags() -> None:
    assert show_in_chart("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"


@given(st.text(max_size=300))
def test_escaping_loses_no_letter_that_can_be_seen(text: str) -> None:
    shown = show_in_markdown(text, longest=1000)
    unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown).replace("\u2060", "")
    assert unescaped == show_text(text, longest=1000)


def test_labels_that_are_alike_get_an_unseen_difference() -> None:
    labels = build_distinct({"a": "Plan 2026", "b": "Plan 2026", "c": "Plan 2027"})
    assert labels["a"] == "Plan 2026"
    assert len(set(labels.values())) == 3
    assert labels["b"].replace("\u2060", "") == "Plan 2026"
