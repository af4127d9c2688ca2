"""Load the rows of one table that the next build would use, to compare others with."""

import polars as pl

from pipelines.importing.ledger import FileEvent
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table
from pipelines.warehouse.load_imports import _find_in_use

#: Which file is newest: by the day it speaks for, then by when it came.
AGE = "age"
#: What `replaces` says of a table whose every delivery is the whole of it.
EVERYTHING = "everything"


def load_rows_in_use(
    source: Source, table: Table, events: list[FileEvent], settings: Settings
) -> pl.DataFrame:
    """Load a table's rows as a build would that starts now.

    Returns:
        The columns of the table's schema, `data_on`, `file_sha256` and `sender`.
    """
    used = sorted(_find_in_use(source, table, events), key=_read_age)
    if table.replaces == EVERYTHING:
        used = _find_newest_deliveries(used)
    frames = [
        pl.read_parquet(event.find_rows(settings.imported_dir)).with_columns(
            pl.lit(age, dtype=pl.UInt32).alias(AGE),
            pl.lit(event.sender, dtype=pl.String).alias("sender"),
        )
        for age, event in enumerate(used)
        if event.check_rows(settings)
    ]
    columns = [*table.schema.column_names(), "data_on", "file_sha256", "sender"]
    if not frames:
        types = {name: part.dtype for name, part in table.schema.columns().items()}
        rest = {"data_on": pl.Date, "file_sha256": pl.String, "sender": pl.String}
        return pl.DataFrame(schema=types | rest)
    rows = pl.concat(frames)
    if table.replaces in rows.columns:
        return rows.filter(
            pl.col(AGE) == pl.col(AGE).max().over(table.replaces)
        ).select(columns)
    keys = table.schema.primary_key()
    newest = rows.sort(AGE, descending=True)
    return (newest.unique(keys, keep="first") if keys else newest).select(columns)


def _find_newest_deliveries(used: list[FileEvent]) -> list[FileEvent]:
    """Keep, of files in the order of their age, each sender's newest delivery."""
    newest = {event.sender: (event.data_on, event.delivery_id) for event in used}
    return [
        event
        for event in used
        if (event.data_on, event.delivery_id) == newest[event.sender]
    ]


def _read_age(event: FileEvent) -> tuple[str, ...]:
    moment = event.received_at or event.loaded_at
    return str(event.data_on), str(moment), str(event.file_sha256)
