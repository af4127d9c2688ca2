"""Turn the text cells of one received file into typed, checked rows.

    data/exports/<source>/ -> [check_shape] -> [check_rows] -> data/imported/
                                                            -> data/rejected/

Every row comes out exactly once: accepted, or rejected together with the rules it
broke. This module reads and writes no files; run_import.py does that.
"""

from dataclasses import dataclass

import dataframely as dy
import polars as pl

from pipelines.importing.cells import SOURCE_ROW, Cells
from pipelines.importing.read_workbook import build_iso_days
from pipelines.importing.remove_persons import (
    remove_persons,
    remove_persons_from_malformed,
    remove_persons_from_rejected,
)
from pipelines.importing.type_cells import build_typed_rows
from pipelines.sources.source import Table

DUPLICATE = "primary_key|duplicate"


@dataclass(frozen=True)
class CheckedRows:
    """The two halves of one checked file."""

    accepted: pl.DataFrame
    rejected: pl.DataFrame


def check_rows(
    cells: Cells,
    table: Table,
    codelists: dict[str, dict[str, str]],
    *,
    key: bytes,
    from_workbook: bool = False,
) -> CheckedRows:
    """Name, repair, type and check the rows of one file; persons become pseudonyms.

    Args:
        cells: Text under the sender's own headings. Has passed `check_shape`.
        table: The agreement in the source's source.yml and schema.py.
        codelists: As from `load_codelists`.
        key: As from `load_key`.
        from_workbook: The cells come from an XLSX file.

    Returns:
        `accepted` with the columns and types of the table's schema. `rejected` with
        `source_row`, `broken_rules` (for example "ends_on|before_starts_on", several
        joined by commas) and `as_received` (JSON, headings to text; columns that we
        have decided to ignore are not in it, nor is what is personal). Rows that share
        a key: the first that holds is accepted, the others are rejected.
    """
    known = [name for name in cells.rows.columns if name in table.columns]
    rows = remove_persons(cells.rows.select(SOURCE_ROW, *known), table, key)
    named = rows.rename({name: table.columns[name] for name in known}).with_columns(
        pl.lit(text).alias(column) for column, text in table.given.items()
    )
    if from_workbook:
        named = build_iso_days(
            named, [name for name in table.dates if name in named.columns]
        )
    typed = build_typed_rows(
        named, table, codelists, from_workbook=from_workbook
    ).with_columns(_build_absent(named, table.schema))

    is_readable = pl.col("unreadable") == ""
    accepted, failure = table.schema.filter(
        typed.filter(is_readable).drop("unreadable"), cast=True
    )
    firsts, broken = _sort_out(failure, table.schema)
    unreadable = typed.filter(~is_readable).select(
        SOURCE_ROW, broken_rules="unreadable"
    )
    rejected = rows.join(pl.concat([unreadable, broken]), on=SOURCE_ROW, how="inner")
    malformed = remove_persons_from_malformed(cells)
    return CheckedRows(
        accepted=pl.concat([accepted, firsts]).sort(SOURCE_ROW)
        if firsts.height
        else accepted,
        rejected=pl.concat([_build_rejected(rejected, known, key), malformed]).sort(
            SOURCE_ROW
        ),
    )


def _build_absent(named: pl.DataFrame, schema: type[dy.Schema]) -> list[pl.Expr]:
    """Build the optional columns that this file leaves out: all blank."""
    return [
        pl.lit(None, dtype=column.dtype).alias(name)
        for name, column in schema.columns().items()
        if name not in named.columns
    ]


def _sort_out(
    failure: dy.FailureInfo, schema: type[dy.Schema]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tell the rows that only share a key with another from the ones that are wrong.

    Returns:
        The first row of each shared key, to be accepted; and the others with
        `broken_rules`.
    """
    details = failure.details()
    columns = schema.column_names()
    rules = [name for name in details.columns if name not in columns]
    broken = [
        pl.when(pl.col(rule) == "invalid")
        .then(pl.lit(_name_rule(rule)))
        .otherwise(None)
        for rule in rules
    ]
    listed = details.with_columns(
        pl.col(SOURCE_ROW).cast(pl.UInt32),
        broken_rules=pl.concat_str(*broken, separator=",", ignore_nulls=True),
    )
    keys = schema.primary_key()
    is_first = pl.lit(value=False)
    if keys:
        only_shared = pl.col("broken_rules") == DUPLICATE
        nth = pl.col(SOURCE_ROW).rank("ordinal").over(*keys, only_shared)
        is_first = only_shared & (nth == 1)
    listed = listed.with_columns(is_first=is_first)
    return (
        listed.filter("is_first").select(columns),
        listed.filter(~pl.col("is_first")).select(SOURCE_ROW, "broken_rules"),
    )


def _name_rule(rule: str) -> str:
    return DUPLICATE if rule == "primary_key" else rule.replace("|check__", "|")


def _build_rejected(
    rejected: pl.DataFrame, known: list[str], key: bytes
) -> pl.DataFrame:
    return remove_persons_from_rejected(rejected, known, key).select(
        SOURCE_ROW, "broken_rules", as_received=pl.struct(known).struct.json_encode()
    )
