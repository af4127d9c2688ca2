import re

import polars as pl
import pytest

from pipelines.importing.personal_text import remove_personal_text
from pipelines.importing.pseudonyms import (
    build_impersonal_texts,
    build_pseudonym,
    build_pseudonyms,
    build_sole_traders,
)

KEY = b"a key that is only used in tests"
PERSON = build_pseudonym("8001011234", KEY)
#: One person's number, in every way that we have seen or can think of.
WRITTEN = [
    *("800101-1234", "800101+1234", "8001011234", "800101 1234", " 800101-1234 "),
    *("19800101-1234", "198001011234", "19800101 1234", "19800101+1234"),
    *("SE800101123401", "SE800101-123401", "se800101123401", "SE 8001011234 01"),
    *("1980-01-01-1234", "80 01 01-1234", "800101 - 1234", "16800101-1234"),
    *("800101\u20131234", "800101\u22121234", "800101\u00a01234"),
    "\uff18\uff10\uff10\uff11\uff10\uff11\uff0d\uff11\uff12\uff13\uff14",
    *("800101\u200b-1234", "80\u00ad0101-1234"),
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_sole_trader_is_one_however_the_number_is_written(written: str) -> None:
    assert build_sole_traders(pl.Series([written]), KEY).to_list() == [PERSON]
    assert build_pseudonyms(pl.Series([written]), KEY).to_list() == [PERSON]
    # And inside other words:
    text = build_impersonal_texts(pl.Series([f"Obs: {written.strip()}, ring!"]), KEY)[0]
    assert re.sub(r"\s+", " ", text) == f"Obs: {PERSON}, ring!"


def test_coordination_numbers_are_personal_numbers() -> None:
    (text,) = build_impersonal_texts(pl.Series(["nr 800161-1234"]), KEY)
    assert text == f"nr {build_pseudonym('8001611234', KEY)}"


@pytest.mark.parametrize(
    "written",
    [
        *("402211-0011", "4022110011", "16402211-0011", "SE402211001101"),
        *("40221-0011", "5,56E+09", "40221100111", "212000-0142", "saknas"),
        PERSON,
    ],
)
def test_other_texts_among_organisation_numbers_are_left_alone(written: str) -> None:
    texts = pl.Series([written, None])
    assert build_sole_traders(texts, KEY).to_list() == [written, None]


@pytest.mark.parametrize(
    "written", ["101011234", "1011234", "800101-1234 Anna", "Anna 8001011234", "a@b.se"]
)
def test_what_cannot_be_read_but_is_personal_goes_as_a_whole(written: str) -> None:
    # Not as a pseudonym: that would be accepted as a sole trader's number.
    assert build_sole_traders(pl.Series([written]), KEY).to_list() == ["***"]


@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-15 \u2013 2025-01-14", "2025-10-31 08:00", "AVT-2018-0012"),
        *("402211-0011", "08-123 456 78", "7350053850019", "1 250 000,50", "A @ B"),
    ],
)
def test_what_is_not_personal_is_not_masked(text: str) -> None:
    assert build_impersonal_texts(pl.Series([text, None]), KEY).to_list() == [
        *(text, None)
    ]


def test_e_mail_addresses_are_left_out() -> None:
    texts = ["Fråga anna_b.c+x@mail.exempel.se.", "\u00c5sa@r\u00e5d.se; bo\uff20x.org"]
    assert build_impersonal_texts(pl.Series(texts), KEY).to_list() == [
        *("Fråga ***", "***; ***")
    ]


def test_among_identifiers_only_a_right_check_digit_is_a_person() -> None:
    texts = pl.Series(["20250101-1234", "811228-9874"])
    read = build_impersonal_texts(texts, KEY, only_right=True).to_list()
    assert read == ["20250101-1234", build_pseudonym("8112289874", KEY)]


def test_another_key_gives_other_pseudonyms() -> None:
    other = build_pseudonym("8001011234", b"another key that tests use")
    assert re.fullmatch("P-[a-p]{16}", other)
    assert other != PERSON


def test_persons_are_one_whatever_the_capitals_and_blanks() -> None:
    names = pl.Series(["Fiktiv  Person", "FIKTIV PERSON ", "Annan Person", None])
    first, second, third, blank = build_pseudonyms(names, KEY).to_list()
    assert first == second != third
    assert blank is None
    assert build_pseudonyms(pl.Series([first]), KEY).to_list() == [first]


def test_the_series_asked_about_is_not_changed() -> None:
    texts = pl.Series(["800101-1234", "x"])
    build_sole_traders(texts, KEY)
    build_impersonal_texts(texts, KEY)
    assert texts.to_list() == ["800101-1234", "x"]


def test_messages_show_nothing_in_its_place() -> None:
    assert remove_personal_text("b 800101-1234 c@d.se") == "b *** ***"


# A pattern that tries every way to split a cell would not end; the suite's own time
# limit ends the test.
@pytest.mark.timeout(30)
def test_a_huge_cell_that_is_nothing_personal_comes_out_whole() -> None:
    texts = pl.Series(["x@" * 300_000, "1" * 500_000, "1 " * 200_000])
    cleaned = build_impersonal_texts(texts, KEY)
    assert cleaned.len() == texts.len()
    assert cleaned.null_count() == 0
