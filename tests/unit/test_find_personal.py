"""The quick search for personal texts, held against the exact one on tricky texts."""

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.importing.personal_text import find_personal, remove_personal_text
from pipelines.importing.pseudonyms import (
    PERHAPS_PERSONAL,
    build_impersonal_texts,
    build_pseudonym,
)

KEY = b"a key that is only used in tests"
PIECES = [
    *("80", "01", "12", "1234", "19", "SE", "se", "01", "x", "8001011234", "61", "3"),
    *("-", "+", " ", "\t", "\v", "\u00a0", "\u2013", "\u2212", "\u200b", "\u00ad", "."),
    *("\uff18", "\uff10\uff11", "\uff0d", "\u00b2", "\U0001d7d8", "\u0665", "\u017fE"),
    *("@", "\uff20", "a@b.se", "\u00e5", "\x1c", "\n", "80-01-01-1234", "800101"),
]
TEXTS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=3, max_size=9).map("".join), max_size=4
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example(["800101-1234", "1800101-1234", "SE8001011234011", "SE800101123401x"])
@example(["198001011234", "19 8001011234", "1980-01-01+1234", "80\u200b0101\u20131234"])
def test_what_would_be_changed_is_found(texts: list[str]) -> None:
    found = find_personal(pl.Series(texts, dtype=pl.String)).to_list()
    changed = [remove_personal_text(text) != text for text in texts]
    for text, is_found, is_changed in zip(texts, found, changed, strict=True):
        # Little else is read slowly: only what has an @.
        assert is_found == is_changed or (is_found and {"@", "\uff20"} & {*text})


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_columns_are_read_like_texts_one_by_one(texts: list[str]) -> None:
    column = pl.Series([*texts, None], dtype=pl.String)
    doubtful = column.str.contains(PERHAPS_PERSONAL).to_list()
    for only_right in (False, True):
        one_by_one = [
            remove_personal_text(
                text, lambda ten: build_pseudonym(ten, KEY), only_right=only_right
            )
            if is_doubtful
            else text
            for text, is_doubtful in zip(texts, doubtful, strict=False)
        ]
        read = build_impersonal_texts(column, KEY, only_right=only_right)
        assert read.to_list() == [*one_by_one, None]
