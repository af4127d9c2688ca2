"""Give the text cells of a received file their types: days, numbers, yes or no, codes.

Reading is strict. A text that is no day does not become a blank day: it is remembered,
and its row is rejected with the rule "<column>|unreadable".
"""

import html
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import polars as pl

from pipelines.importing.cells import SOURCE_ROW
from pipelines.importing.read_days import read_day
from pipelines.importing.read_numbers import BLANKS, read_numbers
from pipelines.sources.source import Table

ANSWERS = {
    **dict.fromkeys(("ja", "true", "sant", "1"), True),
    **dict.fromkeys(("nej", "false", "falskt", "0"), False),
}
UNKNOWN = "unknown_code"
HYPHENS = "[\u2010\u2011\u2012\u2013\u2212]"


@dataclass(frozen=True)
class _Reading:
    """How one column is read, and the rule that a text it cannot read breaks."""

    column: str
    read: Callable[[pl.Series], pl.Series]
    rule: str


def build_typed_rows(
    named: pl.DataFrame,
    table: Table,
    codelists: dict[str, dict[str, str]],
    *,
    from_workbook: bool,
) -> pl.DataFrame:
    """Repair and type the cells, and remember the ones that cannot be read.

    Args:
        named: Text cells under our own column names, blank cells null.
        table: Which columns hold what.
        codelists: As from `load_codelists`.
        from_workbook: Numbers come from an XLSX file.

    Returns:
        The same rows in the same order, plus `unreadable`: the rules broken so far,
        "" for none. A cell that cannot be read is null.
    """
    tidied = _read_entities(_empty_missing(named, table), table)
    repaired = tidied.with_columns(
        *(
            pl.col(column).replace(fixes)
            for column, fixes in table.value_fixes.items()
            if column in named.columns
        )
    )
    readings = [
        reading
        for reading in _build_readings(table, codelists, from_workbook=from_workbook)
        if reading.column in named.columns
    ]
    columns, broken = [], []
    # Polars lets go of Python's lock, so columns are read beside each other.
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        texts = [repaired[reading.column] for reading in readings]
        for column, unread in pool.map(_read_column, texts, readings):
            columns.append(column)
            broken += unread
    return repaired.with_columns(
        *columns,
        unreadable=pl.concat_str(*broken, separator=",", ignore_nulls=True)
        if broken
        else pl.lit(""),
    )


def _empty_missing(named: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Empty the cells that hold an agreed word for nothing.

    Not: in columns with a codelist, where NA is Namibia and the list says what is not.
    """
    if not table.missing_words:
        return named
    words = dict.fromkeys(table.missing_words)
    unread = {SOURCE_ROW, *table.codelists}
    columns = [name for name in named.columns if name not in unread]
    return named.with_columns(pl.col(columns).replace(words))


def _read_entities(named: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Write out the letters that a web system stored as &quot; or &aring;."""
    columns = [name for name in table.html_entities if name in named.columns]
    return named.with_columns(
        pl.col(columns).map_elements(html.unescape, return_dtype=pl.String)
    )


def _read_column(
    texts: pl.Series, reading: _Reading
) -> tuple[pl.Series, list[pl.Series]]:
    """Read a column by its different texts: a million rows have a few hundred days."""
    distinct = texts.drop_nulls().unique()
    # A blank cell is a word too, the last one: some lists have an answer for it.
    words = distinct.extend_constant(None, 1)
    read = reading.read(words)
    places = texts.cast(pl.Enum(distinct)).to_physical().fill_null(words.len() - 1)
    column = read.gather(places).alias(reading.column)
    if words.filter(read.is_null()).null_count() == read.null_count():
        return column, []
    rule = f"{reading.column}|{reading.rule}"
    is_unread = texts.is_not_null() & column.is_null()
    return column, [pl.Series(values=[None, rule]).gather(is_unread.cast(pl.UInt32))]


def _build_readings(
    table: Table, codelists: dict[str, dict[str, str]], *, from_workbook: bool
) -> list[_Reading]:
    types = table.schema.columns()
    expressions = [
        *((name, read_day(name, table.date_forms)) for name in table.dates),
        *((name, _read_answer(name)) for name in table.booleans),
        *(
            (name, _read_organisation_number(name))
            for name in table.organisation_numbers
        ),
    ]
    return [
        *(_Reading(name, _select(read), "unreadable") for name, read in expressions),
        *(
            _Reading(
                name,
                partial(
                    read_numbers,
                    dtype=types[name].dtype,
                    from_workbook=from_workbook,
                ),
                "unreadable",
            )
            for name in table.numbers
        ),
        *(
            _Reading(name, _select(_read_code(name, codelists[codelist])), UNKNOWN)
            for name, codelist in table.codelists.items()
        ),
    ]


def _select(read: pl.Expr) -> Callable[[pl.Series], pl.Series]:
    return lambda texts: texts.to_frame().select(read).to_series()


def _read_answer(name: str) -> pl.Expr:
    return (
        pl.col(name)
        .str.to_lowercase()
        .replace_strict(ANSWERS, default=None, return_dtype=pl.Boolean)
    )


def _read_organisation_number(name: str) -> pl.Expr:
    """Write 16…, SE…01, full-width digits and other hyphens as NNNNNN-NNNN.

    Anything else stays as it is, so that the schema can reject it by the right rule:
    a lost zero is never put back.
    """
    return (
        pl.col(name)
        .str.normalize("NFKC")
        .str.replace_all(HYPHENS, "-")
        .str.replace_all(BLANKS, "")
        .str.replace(r"^SE(\d{6})-?(\d{4})01$", "${1}-${2}")
        .str.replace(r"^(?:16)?(\d{6})-?(\d{4})$", "${1}-${2}")
    )


def _read_code(name: str, lookup: dict[str, str]) -> pl.Expr:
    code = (
        pl.col(name)
        .str.to_lowercase()
        .str.replace_all(r"\s+", " ")
        .replace_strict(lookup, default=None, return_dtype=pl.String)
    )
    return code if "" not in lookup else code.fill_null(_if_blank(name, lookup[""]))


def _if_blank(name: str, code: str) -> pl.Expr:
    # Only a blank cell takes the list's answer for blank; an unknown word does not.
    return pl.when(pl.col(name).is_null()).then(pl.lit(code))
