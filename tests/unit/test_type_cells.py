from datetime import date
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl
import pytest

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
    numbers=("amount", "count"),
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
