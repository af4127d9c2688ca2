"""Load what has been imported into the warehouse file that dbt is about to build in.

    imported/ + rejected/ + ledger -> schema imported

Every table of every source is there with its types, also when nothing has come yet.
"""

import duckdb
import polars as pl

from pipelines.errors import BuildError
from pipelines.importing.ledger import FileEvent, load_ledger
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table, find_sources

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


def load_imports(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Create schema `imported` with one table per source table, and the ledger's two.

    Rows: for each key the row of the newest file (by data day, then by when it was
    loaded); where the agreement says `replaces: <column>`, everything of the newest
    file for each value of that column. Example rows are loaded only while no real file
    of the same kind (programme, statistics) has given a row; they never mix.

    Raises:
        BuildError: Rows on disk are not the ones the ledger tells of.
    """
    con.execute("create schema if not exists imported")
    events = load_ledger(settings)
    in_use: list[FileEvent] = []
    for source in find_sources():
        for table in source.tables.values():
            used = _find_in_use(source, table, events)
            _load_table(con, table, used, settings)
            in_use += used
    _load_files(con, events, in_use)
    _load_rejected(con, in_use, settings)


def _find_in_use(
    source: Source, table: Table, events: list[FileEvent]
) -> list[FileEvent]:
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


def _load_table(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    used: list[FileEvent],
    settings: Settings,
) -> None:
    types = {
        name: TYPES[type(column.dtype)]
        for name, column in table.schema.columns().items()
    } | LINEAGE
    name = f'imported."{table.source}__{table.name}"'
    _create(con, name, types)
    if not used:
        return
    for event in used:
        _check_rows(event, settings)
    paths = [str(event.find_rows(settings.imported_dir)) for event in used]
    columns = ", ".join(f'"{column}"' for column in types)
    con.execute(
        f"insert into {name} select {columns} from read_parquet($paths) "
        f"{_build_newest(table) if len(paths) > 1 else ''}",
        {"paths": paths},
    )


def _build_newest(table: Table) -> str:
    """Build the clause that lets newer files replace older ones."""
    newest_first = "order by data_on desc, loaded_at desc, file_sha256"
    if table.replaces:
        return (
            f'qualify dense_rank() over (partition by "{table.replaces}" '
            f"{newest_first}) = 1"
        )
    keys = ", ".join(f'"{key}"' for key in table.schema.primary_key())
    return f"qualify row_number() over (partition by {keys} {newest_first}) = 1"


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
