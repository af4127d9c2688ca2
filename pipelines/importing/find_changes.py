"""Find what a checked table would change among the rows that are in use now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.importing.cells import SOURCE_ROW
from pipelines.importing.ledger import FileEvent
from pipelines.sources.source import Table

SHOWN = 20
DAY = "data_on"
FILE = "file_sha256"


@dataclass(frozen=True)
class Changes:
    """Rows by what would become of them, each under our own column names.

    `changed` has every column twice, the earlier one ending in `_before`. `n_same`
    counts the received rows that say what is known, or less than a newer file does.
    """

    new: pl.DataFrame
    changed: pl.DataFrame
    vanished: pl.DataFrame
    n_same: int
    keys: tuple[str, ...]


def find_changes(
    accepted: pl.DataFrame, in_use: pl.DataFrame, event: FileEvent, table: Table
) -> Changes:
    """Compare accepted rows with those in use, by the rule that the build goes by.

    Args:
        accepted: As from `check_rows`.
        in_use: As from `load_rows_in_use`.
        event: Which file the rows are from, and the day it speaks for.
        table: Its key, and what a newer file replaces.
    """
    received = accepted.drop(SOURCE_ROW)
    columns = received.columns
    keys = tuple(table.schema.primary_key()) or tuple(columns)
    by = [table.replaces] if table.replaces in columns else list(keys)
    # What the same file gave when it was read before says nothing about it now.
    older = in_use.filter(
        (pl.col(FILE) == event.file_sha256) | (pl.col(DAY) <= event.data_on)
    )
    newer = in_use.join(older, on=[*keys, FILE], how="anti", nulls_equal=True)
    winning = received.join(newer, on=by, how="anti", nulls_equal=True)
    replaced = _find_replaced(older, winning, event, table)
    both = winning.join(
        in_use.select(columns), on=list(keys), suffix="_before", nulls_equal=True
    )
    rest = [name for name in columns if name not in keys]
    differs = [pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in rest]
    changed = both.filter(pl.any_horizontal(*differs)) if differs else both.head(0)
    new = winning.join(in_use, on=list(keys), how="anti", nulls_equal=True)
    return Changes(
        new=new,
        changed=changed,
        vanished=replaced.join(
            received, on=list(keys), how="anti", nulls_equal=True
        ).select(columns),
        n_same=received.height - new.height - changed.height,
        keys=keys,
    )


def _find_replaced(
    older: pl.DataFrame, winning: pl.DataFrame, event: FileEvent, table: Table
) -> pl.DataFrame:
    """Find the rows in use that the new ones stand for, whatever their key."""
    replaced = pl.col(FILE) == event.file_sha256
    if table.replaces in winning.columns:
        covered = winning[table.replaces].unique()
        replaced |= pl.col(table.replaces).is_in(covered.implode(), nulls_equal=True)
    elif table.replaces:
        # All that the sender has sent before.
        replaced |= pl.col("sender").eq_missing(event.sender)
    return older.filter(replaced)


def find_samples(
    changes: Changes, words: Mapping[str, Mapping[str, str]]
) -> list[dict[str, Any]]:
    """Find a few rows to show, the changed ones first; of those only what differs.

    Args:
        changes: Where to look.
        words: Per column of codes, by code, what to show in its place.
    """
    samples = [
        _describe(row, changes.keys, kind, words)
        for kind, rows in (
            ("changed", changes.changed),
            ("vanished", changes.vanished),
            ("new", changes.new),
        )
        for row in rows.head(SHOWN).iter_rows(named=True)
    ]
    return samples[:SHOWN]


def _describe(
    row: dict[str, Any],
    keys: tuple[str, ...],
    kind: str,
    words: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    row = {
        name: words.get(name.removesuffix("_before"), {}).get(str(cell), cell)
        for name, cell in row.items()
    }
    key = {name: row[name] for name in keys}
    rest = {name: cell for name, cell in row.items() if name not in key}
    before: dict[str, Any] | None = rest if kind == "vanished" else None
    after: dict[str, Any] | None = rest if kind == "new" else None
    if kind == "changed":
        differing = [
            name
            for name in rest
            if f"{name}_before" in rest and rest[name] != rest[f"{name}_before"]
        ]
        before = {name: rest[f"{name}_before"] for name in differing}
        after = {name: rest[name] for name in differing}
    return {"kind": kind, "key": key, "before": before, "after": after}
