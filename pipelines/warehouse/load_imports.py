"""Load what has been imported into the warehouse file that dbt is about to build in.

    imported/ + rejected/ + ledger + changed_figures.jsonl -> schema imported

Every table of every source is there with its types, also when nothing has come yet.
"""

from datetime import date

import duckdb
import polars as pl

from pipelines.errors import BuildError
from pipelines.importing.ledger import FileEvent, load_ledger
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table, find_sources
from pipelines.warehouse.changed_figures import load_changed_figures
from pipelines.warehouse.close_rows import CLOSED_ROWS
from pipelines.warehouse.load_rows import load_rows
from pipelines.warehouse.versions import build_versions

LINEAGE = {
    "source_file": "varchar",
    "file_sha256": "varchar",
    "data_on": "date",
    "loaded_at": "timestamp with time zone",
    "is_example": "boolean",
}
REJECTED = {
    "source": "varchar",
    "table": "varchar",
    "source_row": "uinteger",
    "broken_rules": "varchar",
    "as_received": "varchar",
    **LINEAGE,
}
FILES = {
    "file_name": "varchar",
    "file_sha256": "varchar",
    "source": "varchar",
    "table": "varchar",
    "outcome": "varchar",
    "found_format": "varchar",
    "n_received": "bigint",
    "n_accepted": "bigint",
    "n_rejected": "bigint",
    "data_on": "date",
    "loaded_at": "timestamp with time zone",
    "is_example": "boolean",
    "reason_code": "varchar",
    "message": "varchar",
    "sender": "varchar",
    "received_at": "timestamp with time zone",
    "delivery_id": "varchar",
    "is_in_use": "boolean",
}
TYPES: dict[type[pl.DataType], str] = {
    pl.String: "varchar",
    pl.Date: "date",
    pl.Boolean: "boolean",
    pl.Float64: "double",
    pl.Int32: "integer",
    pl.Int64: "bigint",
    pl.UInt32: "uinteger",
}


def load_imports(
    con: duckdb.DuckDBPyConnection, settings: Settings, *, as_of: date | None = None
) -> None:
    """Create schema `imported` with one table per source table, and the ledger's own.

    Rows: for each key the row of the newest file (by data day, then by when it first
    came). Where the agreement says `replaces: <column>`, everything of the newest file
    for each value of that column; with `replaces: everything`, everything of each
    sender's newest delivery. What such a file no longer holds is listed as closed.
    Example rows are loaded only while no real file of the same kind (programme,
    statistics) has given a row; they never mix.

    Args:
        con: An empty warehouse, or one to load anew.
        settings: Where the imports lie.
        as_of: Load what was known on this day; all of it when left out.

    Raises:
        BuildError: Rows on disk are not the ones the ledger tells of.
    """
    con.execute("create schema if not exists imported")
    _create(con, "imported.ledger__closed_rows", CLOSED_ROWS)
    events = load_ledger(settings)
    in_use: list[FileEvent] = []
    for source in find_sources():
        for table in source.tables.values():
            used = find_in_use(source, table, events)
            _load_table(con, table, used, settings, as_of=as_of)
            in_use += used
    _load_files(con, events, in_use)
    _load_rejected(con, in_use, settings)
    load_changed_figures(con, settings)


def find_in_use(
    source: Source, table: Table, events: list[FileEvent]
) -> list[FileEvent]:
    """Find the files whose rows a build would use, versions or not."""
    kinds = {other.name: other.kind for other in find_sources()}
    of_kind = [
        event
        for event in events
        if event.outcome == "imported" and kinds.get(str(event.source)) == source.kind
    ]
    has_real = any(event.n_accepted and not event.is_example for event in of_kind)
    return [
        event
        for event in of_kind
        if (event.source, event.table) == (table.source, table.name)
        and not (event.is_example and has_real)
    ]


def load_newest(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    used: list[FileEvent],
    settings: Settings,
) -> None:
    """Create one table, and the list of closed rows, in an empty database."""
    con.execute("create schema if not exists imported")
    _create(con, "imported.ledger__closed_rows", CLOSED_ROWS)
    _load_table(con, table, used, settings, as_of=None)


def _load_table(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    used: list[FileEvent],
    settings: Settings,
    *,
    as_of: date | None,
) -> None:
    types = {
        name: TYPES[type(column.dtype)]
        for name, column in table.schema.columns().items()
    } | LINEAGE
    _create(con, f'imported."{table.source}__{table.name}"', types)
    if not used:
        return
    for event in used:
        _check_rows(event, settings)
    events = {str(event.file_sha256): event for event in used}
    load_rows(con, table, events, build_versions(used, as_of=as_of), settings)


def _check_rows(event: FileEvent, settings: Settings) -> None:
    if not event.check_rows(settings):
        raise BuildError(
            f"{event.file_name}: the imported rows are not the ones the ledger tells "
            "of; an import was stopped half-way, or a file was removed. Run `malbild "
            "import` once more, then build."
        )


def _load_files(
    con: duckdb.DuckDBPyConnection, events: list[FileEvent], in_use: list[FileEvent]
) -> None:
    _create(con, "imported.ledger__files", FILES)
    for event in events:
        known = [getattr(event, column) for column in list(FILES)[:-1]]
        places = ", ".join("?" * len(FILES))
        con.execute(
            f"insert into imported.ledger__files values ({places})",
            [*known, event in in_use],
        )


def _load_rejected(
    con: duckdb.DuckDBPyConnection, in_use: list[FileEvent], settings: Settings
) -> None:
    _create(con, "imported.ledger__rejected_rows", REJECTED)
    from_file = ", ".join(list(REJECTED)[2:])
    for event in in_use:
        if event.n_rejected:
            con.execute(
                "insert into imported.ledger__rejected_rows "
                f"select $source, $table, {from_file} from read_parquet($path)",
                {
                    "source": event.source,
                    "table": event.table,
                    "path": str(event.find_rows(settings.rejected_dir)),
                },
            )


def _create(con: duckdb.DuckDBPyConnection, name: str, types: dict[str, str]) -> None:
    columns = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    con.execute(f"create or replace table {name} ({columns})")
