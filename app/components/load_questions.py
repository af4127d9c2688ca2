"""Ask about a file what the import cannot know: headings, words and missing columns."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.charts.source_words import show_code
from app.components.escaping import show_in_markdown, show_text
from app.formatting import show_number
from app.inbox.preview import NEEDS_ANSWERS, FilePreview, Missing, TablePreview, Word
from app.messages import _, ngettext

NONE = ""
MOST_WORDS = 30
Answer = dict[str, Any]
Asked = Mapping[str, Any]


def offer_answers(file: FilePreview, answered: Asked, *, key: str) -> Answer:
    """Ask about one file and return its answers, the earlier ones among them.

    Args:
        file: What the preview found.
        answered: What has been answered about it before.
        key: Where its widgets keep their state.
    """
    answer: Answer = {
        "tables": list(answered.get("tables", [])),
        "headings": dict(answered.get("headings", {})),
        "codes": {name: dict(each) for name, each in answered.get("codes", {}).items()},
        "given": dict(answered.get("given", {})),
        "confirmed": list(answered.get("confirmed", [])),
    }
    if file.candidates and not file.tables:
        answer["tables"] = _ask_table(file, answer["tables"], key=key)
    for table in file.tables:
        place = f"{key}.{table.name}"
        is_asked = file.outcome == NEEDS_ANSWERS
        if is_asked or any(each.how == "suggested" for each in table.headings):
            answer["headings"] |= _ask_headings(table, key=place)
        if is_asked:
            answer["given"] |= _ask_given(table, answer["headings"], key=place)
        for column, words in _ask_words(table, key=place).items():
            answer["codes"][column] = answer["codes"].get(column, {}) | words
    return answer


def _ask_table(file: FilePreview, answered: list[str], *, key: str) -> list[str]:
    options = [NONE, *file.candidates]
    first = answered[0] if answered and answered[0] in options else NONE
    chosen = st.selectbox(
        _("What does the file hold? The likeliest first."),
        options,
        index=options.index(first),
        format_func=_show_table,
        key=f"{key}.table",
    )
    return [chosen] if chosen else []


def _show_table(name: str) -> str:
    return show_code(name.partition("/")[2]) if name else _("It should not be used")


def _ask_headings(table: TablePreview, *, key: str) -> dict[str, str | None]:
    """Ask what unknown headings mean; leaving one out is an answer too."""
    asked = [each for each in table.headings if each.how in {"suggested", "unknown"}]
    if not asked:
        return {}
    suggested = {each.suggestion: each.column for each in table.missing}
    columns = [
        *(each.column for each in table.missing),
        *(each.column for each in asked if each.column),
    ]
    options = [NONE, *dict.fromkeys(columns)]
    st.markdown(_("**Headings that we do not know.** What does each column hold?"))
    answers = {}
    for box, heading in zip(_build_boxes(len(asked)), asked, strict=True):
        first = heading.column or suggested.get(heading.written) or NONE
        chosen = box.selectbox(
            show_in_markdown(heading.written),
            options,
            index=options.index(first),
            format_func=lambda code: show_code(code) if code else _("Leave it out"),
            key=f"{key}.heading.{heading.written}",
        )
        answers[heading.written] = chosen or None
    return answers


def _ask_given(
    table: TablePreview, headings: Mapping[str, str | None], *, key: str
) -> dict[str, str]:
    """Ask for a value for all rows where a column is missing altogether."""
    found = set(headings.values())
    asked = [each for each in table.missing if each.column not in found]
    if not asked:
        return {}
    st.markdown(
        _(
            "**Missing in the file.** If it stands under another heading, choose it "
            "above. If all rows have the same value, give it here."
        )
    )
    answers = {}
    for box, missing in zip(_build_boxes(len(asked)), asked, strict=True):
        if chosen := _ask_value(box, missing, key=f"{key}.given.{missing.column}"):
            answers[missing.column] = chosen
    return answers


def _ask_value(box: Any, missing: Missing, *, key: str) -> str:
    label = show_in_markdown(missing.heading)
    first = missing.given or NONE
    if missing.choices is None:
        return box.text_input(label, first, key=key, max_chars=200).strip()
    names = {choice.code: show_text(choice.words) for choice in missing.choices}
    options = [NONE, *names]
    return box.selectbox(
        label,
        options,
        index=options.index(first) if first in names else 0,
        format_func=lambda code: names.get(code, _("Choose")),
        key=key,
    )


def _ask_words(table: TablePreview, *, key: str) -> dict[str, dict[str, str]]:
    """Ask what unknown words stand for; without an answer their rows are rejected."""
    asked = table.codes[:MOST_WORDS]
    if not asked:
        return {}
    st.markdown(
        _("**Words that are not in the list.** What do they stand for?")
        + "  \n"
        + _("Rows whose word has no answer are rejected.")
    )
    if len(table.codes) > MOST_WORDS:
        more = show_number(len(table.codes) - MOST_WORDS)
        st.caption(_("%(n)s more follow when these are answered.", n=more))
    answers: dict[str, dict[str, str]] = {}
    for box, word in zip(_build_boxes(len(asked)), asked, strict=True):
        if code := _ask_word(box, word, key=f"{key}.word.{word.column}.{word.written}"):
            answers.setdefault(word.column, {})[word.written] = code
    return answers


def _ask_word(box: Any, word: Word, *, key: str) -> str:
    names = {choice.code: show_text(choice.words) for choice in word.choices}
    options = [NONE, *names]
    label = _(
        "%(column)s: \u201d%(word)s\u201d, %(count)s",
        column=show_in_markdown(show_code(word.column)),
        word=show_in_markdown(word.written),
        count=ngettext("%(n)s row", "%(n)s rows", word.n_rows),
    )
    return box.selectbox(
        label,
        options,
        index=options.index(word.code) if word.code in names else 0,
        format_func=lambda code: names.get(code, _("Nothing in the list")),
        key=key,
    )


def _build_boxes(n: int) -> list[Any]:
    """Build places in two columns, read row by row; where it is narrow they stack."""
    return [box for _row in range((n + 1) // 2) for box in st.columns(2)][:n]
