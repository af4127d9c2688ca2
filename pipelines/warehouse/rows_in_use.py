"""Load the rows of one table that a build would use now, by the build's own rule."""

import duckdb
import polars as pl

from pipelines.importing.ledger import FileEvent
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table
from pipelines.warehouse.load_imports import _find_in_use, _load_table


def load_rows_in_use(
    source: Source, table: Table, events: list[FileEvent], settings: Settings
) -> pl.DataFrame:
    """Load a table's rows as the next build would, were it to start now.

    Returns:
        The columns of the table's schema and those that say which file a row is from.

    Raises:
        BuildError: Rows on disk are not the ones the ledger tells of.
    """
    used = _find_in_use(source, table, events)
    with duckdb.connect() as con:
        con.execute("create schema imported")
        _load_table(con, table, used, settings)
        return con.sql(f'select * from imported."{table.source}__{table.name}"').pl()
