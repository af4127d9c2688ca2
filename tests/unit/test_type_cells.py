from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import UsageError
from pipelines.importing.type_cells import build_typed_rows
from pipelines.sources.columns import build_day, build_organisation_number
from pipelines.sources.source import Table


class Row(dy.Schema):
    day = build_day(nullable=True)
    amount = dy.Float64(nullable=True)
    count = dy.Int32(nullable=True)
    answer = dy.Bool(nullable=True)
    number = build_organisation_number(nullable=True)
    region = dy.String(nullable=True)
    has_clause = dy.String(nullable=True)
    bounce_rate_pct = dy.Float64(nullable=True)


TABLE = Table(
    source="test",
    name="rows",
    contract=Path("source.yml"),
    schema=Row,
    file_patterns=(),
    columns={},
    optional=frozenset(),
    ignored=frozenset(),
    dates=("day",),
    numbers=("amount", "count", "bounce_rate_pct"),
    booleans=("answer",),
    organisation_numbers=("number",),
    codelists={"region": "regions", "has_clause": "answers"},
    value_fixes={"region": {"SKANE": "12"}},
    min_rows=1,
    max_rows=10,
    replaces=None,
)
CODELISTS = {
    "regions": {"12": "12", "region skåne": "12"},
    "answers": {"ja": "yes", "yes": "yes", "": "unknown"},
}


def read(column: str, text: str | None, *, from_workbook: bool = False) -> Any:
    named = pl.DataFrame({column: [text]}, schema={column: pl.String})
    typed = build_typed_rows(named, TABLE, CODELISTS, from_workbook=from_workbook)
    return typed[column][0], typed["unreadable"][0]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234,50", 1234.5),
        ("1\u00a0234,50", 1234.5),
        ("1\u202f234\u202f567,5", 1234567.5),
        ("\u2212500,00", -500.0),
        ("-500", -500.0),
        ("0,125", 0.125),
        ("1 234,567", 1234.567),
        ("1250000.50", 1250000.5),
        ("12,3456", 12.3456),
    ],
)
def test_swedish_numbers_are_read(text: str, amount: float) -> None:
    assert read("amount", text) == (amount, "")


@pytest.mark.parametrize(
    "text",
    [
        *("1.234,50", "1,234.50", "1e6", "NaN", "inf", "12,345", "12.345", "mycket"),
        *("1 23,50", "12 34", "--5", "5-", "", "1,", ",5", "0x10", "1 000 00"),
    ],
)
def test_a_number_that_could_mean_something_else_is_not_guessed(text: str) -> None:
    assert read("amount", text) == (None, "amount|unreadable")


def read_all(column: str, *texts: str) -> list[Any]:
    typed = build_typed_rows(
        pl.DataFrame({column: texts}), TABLE, CODELISTS, from_workbook=False
    )
    return typed[column].to_list()


@pytest.mark.parametrize(
    ("texts", "amounts"),
    [
        # one cell settles the mark of the column
        (("1 234,50", "12,345", "2,5"), [1234.5, 12.345, 2.5]),
        (("1234.50", "12.345", "2.5"), [1234.5, 12.345, 2.5]),
        # always two decimals: an amount, so that twelve thousand may be meant
        (("1 234,50", "12,345", "7"), [1234.5, None, 7]),
        (("0,125", "12,345"), [0.125, 12.345]),
        # the other mark then remains unclear, or is one that is never read
        (("1 234,50", "12.345"), [1234.5, None]),
        (("1234.50", "12,345"), [1234.5, None]),
        (("1234.50", "1,234.50", "12,345"), [1234.5, None, None]),
        (("1234,50", "1.234,50", "12.345"), [1234.5, None, None]),
        # nothing to tell by, or signs of both
        (("12,345", "1 000", "7"), [None, 1000, 7]),
        (("12.345", "1000", "7"), [None, 1000, 7]),
        (("1,5", "2.5", "12,345", "12.345"), [1.5, 2.5, None, None]),
        (("1,234,567", "1,5", "12,345"), [None, 1.5, None]),
        (("1.234.567", "1.5", "12.345"), [None, 1.5, None]),
    ],
)
def test_a_column_settles_what_its_decimal_mark_is(
    texts: tuple[str, ...], amounts: list[float | None]
) -> None:
    assert read_all("amount", *texts) == amounts


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1), st.sampled_from(",."))
def test_what_is_written_with_a_mark_is_read_back(
    thousandths: list[int], mark: str
) -> None:
    numbers = [n / 1000 for n in [*thousandths, 1500]]
    texts = [f"{n:.3f}".replace(".", mark) for n in numbers[:-1]]
    assert read_all("amount", *texts, f"0{mark}500") == [*numbers[:-1], 0.5]


def test_a_percent_sign_is_read_where_the_unit_is_percent() -> None:
    for text in ("100 %", "100%", "100\u00a0%", "100,0 %"):
        assert read("bounce_rate_pct", text) == (100, "")
    assert read("amount", "100 %") == (None, "amount|unreadable")
    assert read("bounce_rate_pct", "%") == (None, "bounce_rate_pct|unreadable")


def test_agreed_words_for_nothing_are_blank_but_not_where_a_list_knows_better() -> None:
    table = replace(TABLE, missing_words=("NA", "-"))
    named = pl.DataFrame({"amount": ["NA", "-", "x"], "region": ["12", "NA", "12"]})
    typed = build_typed_rows(named, table, CODELISTS, from_workbook=False)
    assert typed["amount"].to_list() == [None, None, None]
    assert typed["unreadable"].to_list() == [
        *("", "region|unknown_code", "amount|unreadable"),
    ]


def read_days(texts: list[str], *forms: str) -> list[date | None]:
    table = replace(TABLE, date_forms=forms)
    typed = build_typed_rows(
        pl.DataFrame({"day": texts}), table, CODELISTS, from_workbook=False
    )
    return typed["day"].to_list()


def test_days_are_read_in_the_agreed_forms_and_no_others() -> None:
    texts = ["2025-10-31", "31.10.2025", "1.2.2025", "31/10/2025", "30.02.2025"]
    last = date(2025, 10, 31)
    assert read_days(texts, "%d.%m.%Y") == [last, last, None, None, None]
    assert read_days(["10/31/2025 23:59:01"], "%m/%d/%Y %H:%M:%S") == [last]


def test_a_day_that_two_forms_read_differently_is_not_guessed() -> None:
    texts = ["01/02/2025", "03/03/2025", "31/01/2025"]
    assert read_days(texts, "%d/%m/%Y", "%m/%d/%Y") == [
        *(None, date(2025, 3, 3), date(2025, 1, 31)),
    ]


def test_a_form_that_nothing_can_be_read_by_is_told() -> None:
    with pytest.raises(UsageError, match="%d %b"):
        read_days(["x"], "%d %b %Y")


def test_a_workbook_writes_its_numbers_with_a_point() -> None:
    assert read("amount", "12.345", from_workbook=True) == (12.345, "")
    assert read("amount", "12,345", from_workbook=True)[1] == "amount|unreadable"


def test_a_count_is_whole() -> None:
    assert read("count", "1 250") == (1250, "")
    assert read("count", "7,0") == (7, "")
    assert read("count", "7,5") == (None, "count|unreadable")
    assert read("count", "9999999999") == (None, "count|unreadable")


def test_days_are_iso_days() -> None:
    assert read("day", "2025-10-31") == (date(2025, 10, 31), "")


@pytest.mark.parametrize(
    "text",
    ["2023-02-31", "01/02/2023", "20230201", "2023-2-1", "44985", "31 okt", "2023"],
)
def test_an_unreadable_day_is_remembered_and_never_shifted(text: str) -> None:
    assert read("day", text) == (None, "day|unreadable")


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Ja", True), ("NEJ", False), ("true", True), ("False", False), ("1", True)],
)
def test_answers_are_read_in_any_case(text: str, answer: bool) -> None:
    assert read("answer", text) == (answer, "")
    assert read("answer", "kanske") == (None, "answer|unreadable")


@pytest.mark.parametrize(
    "text",
    [
        *("402211-0011", "4022110011", "16402211-0011", "164022110011"),
        *("SE402211001101", "402211\u20130011", "402211 0011"),
        "\uff14\uff10\uff12\uff12\uff11\uff11\uff0d\uff10\uff10\uff11\uff11",
    ],
)
def test_one_organisation_has_one_number_however_it_is_written(text: str) -> None:
    assert read("number", text) == ("402211-0011", "")


@pytest.mark.parametrize("text", ["40221-0011", "5,56E+09", "40221100111"])
def test_a_broken_organisation_number_is_never_repaired(text: str) -> None:
    assert read("number", text) == (text, "")


def test_codes_are_looked_up_by_code_or_name() -> None:
    for text in ("12", "Region Skåne", "REGION  SKÅNE", "SKANE"):
        assert read("region", text) == ("12", "")
    assert read("region", "Region Småland") == (None, "region|unknown_code")
    assert read("region", "1") == (None, "region|unknown_code")


def test_a_blank_cell_is_blank_unless_its_codelist_says_otherwise() -> None:
    for column in ("day", "amount", "count", "answer", "number", "region"):
        assert read(column, None) == (None, "")
    assert read("has_clause", None) == ("unknown", "")
    assert read("has_clause", "kanske") == (None, "has_clause|unknown_code")


def test_every_unreadable_cell_of_a_row_is_named() -> None:
    named = pl.DataFrame(
        {"day": ["x", "2025-01-01"], "amount": ["1", "2"], "region": ["99", "12"]}
    )
    typed = build_typed_rows(named, TABLE, CODELISTS, from_workbook=False)
    assert typed["unreadable"].to_list() == ["day|unreadable,region|unknown_code", ""]


@pytest.mark.parametrize(
    ("number", "is_accepted"),
    [
        ("402211-0011", True),
        ("402211-0012", True),  # a wrong check digit is listed, not rejected
        ("P-abcdefghijklmnop", True),
        ("800101-1234", False),
        ("P-abcdefghijklmnox", False),
        ("P-abc", False),
    ],
)
def test_an_organisation_number_is_a_companys_or_a_pseudonym(
    number: str, is_accepted: bool
) -> None:
    class OnlyNumber(dy.Schema):
        number = build_organisation_number()

    accepted, failure = OnlyNumber.filter(pl.DataFrame({"number": [number]}))
    assert (accepted.height == 1) is is_accepted
    if not is_accepted:
        assert failure.counts() == {"number|regex": 1}


def test_a_pseudonym_is_read_as_it_is() -> None:
    assert read("number", "P-abcdefghijklmnop") == ("P-abcdefghijklmnop", "")
