from dataclasses import replace
from datetime import date

import dataframely as dy
import polars as pl

from pipelines.importing.find_changes import find_changes, find_samples
from pipelines.importing.ledger import FileEvent
from pipelines.sources.source import Table, find_tables


class Row(dy.Schema):
    source_row = dy.UInt32()
    year = dy.Int32(primary_key=True)
    name = dy.String(primary_key=True)
    cost_sek = dy.Float64(nullable=True)


COLUMNS = {"year": pl.Int32, "name": pl.String, "cost_sek": pl.Float64}
EVENT = FileEvent("x.csv", "imported", "new", data_on=date(2025, 6, 1), sender="14")
TABLE = replace(next(t for _, t in find_tables()), schema=Row, replaces=None)


def build_accepted(*rows: tuple) -> pl.DataFrame:
    frame = pl.DataFrame(list(rows), schema=COLUMNS, orient="row")
    return frame.with_row_index("source_row", offset=2)


def build_in_use(*rows: tuple) -> pl.DataFrame:
    lineage = {"data_on": pl.Date, "file_sha256": pl.String, "sender": pl.String}
    return pl.DataFrame(list(rows), schema=COLUMNS | lineage, orient="row")


OLD = (date(2025, 1, 1), "old", "14")
LATER = (date(2025, 12, 1), "later", "14")


def count(accepted: pl.DataFrame, in_use: pl.DataFrame, table: Table) -> tuple:
    found = find_changes(accepted, in_use, EVENT, table)
    n_rows = (found.new.height, found.changed.height, found.n_same)
    assert sum(n_rows) == accepted.height
    return (*n_rows, found.vanished.height)


def test_rows_are_new_changed_or_the_same_by_their_key() -> None:
    in_use = build_in_use((2024, "a", 1.0, *OLD), (2024, "b", None, *OLD))
    accepted = build_accepted((2024, "a", 1.0), (2024, "b", 2.0), (2025, "a", 3.0))
    assert count(accepted, in_use, TABLE) == (1, 1, 1, 0)
    changes = find_changes(accepted, in_use, EVENT, TABLE)
    assert find_samples(changes, {"name": {"b": "The second"}}) == [
        {
            "kind": "changed",
            "key": {"year": 2024, "name": "The second"},
            "before": {"cost_sek": None},
            "after": {"cost_sek": 2.0},
        },
        {
            "kind": "new",
            "key": {"year": 2025, "name": "a"},
            "before": None,
            "after": {"cost_sek": 3.0},
        },
    ]


def test_a_file_that_replaces_a_year_closes_the_rest_of_it() -> None:
    in_use = build_in_use(
        (2024, "a", 1.0, *OLD), (2024, "b", 1.0, *OLD), (2023, "a", 1.0, *OLD)
    )
    table = replace(TABLE, replaces="year")
    assert count(build_accepted((2024, "a", 1.0)), in_use, table) == (0, 0, 1, 1)


def test_a_file_that_replaces_everything_closes_what_its_sender_sent() -> None:
    other = (date(2025, 1, 1), "other", "12")
    in_use = build_in_use((2023, "a", 1.0, *OLD), (2022, "a", 1.0, *other))
    table = replace(TABLE, replaces="everything")
    assert count(build_accepted((2024, "a", 1.0)), in_use, table) == (1, 0, 0, 1)


def test_an_older_file_changes_nothing_that_a_newer_one_says() -> None:
    in_use = build_in_use((2024, "a", 1.0, *LATER))
    assert count(build_accepted((2024, "a", 9.0)), in_use, TABLE) == (0, 0, 1, 0)


def test_what_the_same_file_gave_before_goes_when_it_no_longer_does() -> None:
    before = (date(2025, 6, 1), "new", "14")
    in_use = build_in_use((2024, "a", 1.0, *before), (2024, "b", 1.0, *before))
    assert count(build_accepted((2024, "a", 1.0)), in_use, TABLE) == (0, 0, 1, 1)


def test_with_nothing_in_use_everything_is_new() -> None:
    accepted = build_accepted((2024, "a", 1.0), (2024, "b", 2.0))
    assert count(accepted, build_in_use(), TABLE) == (2, 0, 0, 0)
