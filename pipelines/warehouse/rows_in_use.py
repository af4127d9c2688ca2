"""Load the rows of one table that the next build would use, to compare others with."""

import duckdb
import polars as pl

from pipelines.importing.ledger import FileEvent
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table
from pipelines.warehouse.load_imports import find_in_use, load_newest


def load_rows_in_use(
    source: Source, table: Table, events: list[FileEvent], settings: Settings
) -> pl.DataFrame:
    """Load a table's rows as a build would that starts now: closed rows are not there.

    Returns:
        The columns of the table's schema, `data_on`, `file_sha256` and `sender`.
    """
    used = [
        event
        for event in find_in_use(source, table, events)
        if event.check_rows(settings)
    ]
    columns = [*table.schema.column_names(), "data_on", "file_sha256"]
    with duckdb.connect() as con:
        load_newest(con, table, used, settings)
        loaded = con.sql(f'from imported."{table.source}__{table.name}"').pl()
    types = {name: part.dtype for name, part in table.schema.columns().items()}
    senders = {event.file_sha256: event.sender for event in used}
    return loaded.select(
        *columns,
        pl.col("file_sha256")
        .replace_strict(senders, default=None, return_dtype=pl.String)
        .alias("sender"),
    ).cast(types)
