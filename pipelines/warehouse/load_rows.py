"""Load the rows of one table: of each row the version that counts, and what is closed.

    imported/<source>/<table>/*.parquet + versions -> imported."<source>__<table>"
                                                   └> imported.ledger__closed_rows

A row that its sender no longer sends leaves the table and stays in the list.
"""

from dataclasses import asdict

import duckdb

from pipelines.importing.ledger import FileEvent
from pipelines.settings import Settings
from pipelines.sources.source import EVERYTHING, Table
from pipelines.warehouse.close_rows import load_closed_rows
from pipelines.warehouse.versions import CURRENT, PAST, Version

#: Goes before every other standing: the row came again, but broke a rule.
KEPT = 0


def load_rows(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    events: dict[str, FileEvent],
    versions: list[Version],
    settings: Settings,
) -> None:
    """Fill an empty table from its files, and add its closed rows to their list.

    Args:
        con: A warehouse with the empty table and `imported.ledger__closed_rows`.
        table: The agreement.
        events: The files in use by sha256, not empty.
        versions: One per file, in order.
        settings: Where the rows lie.
    """
    name = f'imported."{table.source}__{table.name}"'
    columns = [row[0] for row in con.execute(f"describe {name}").fetchall()]
    _load_versions(con, name, list(events.values()), versions, settings)
    if table.replaces == EVERYTHING:
        _write_best(con, table)
        _keep_rejected(con, table, events, versions, settings)
    con.execute(
        f"insert into {name} select {_quote(columns)} from versions "
        + _build_newest(table)
    )
    if table.replaces and table.schema.primary_key():
        load_closed_rows(con, table)
    con.execute("drop table versions")
    con.execute("drop table version_files")


def _load_versions(
    con: duckdb.DuckDBPyConnection,
    name: str,
    events: list[FileEvent],
    versions: list[Version],
    settings: Settings,
) -> None:
    columns = [row[0] for row in con.execute(f"describe {name}").fetchall()]
    con.execute(
        """
        create or replace temp table version_files (
            file_sha256 varchar, file_name varchar, data_on date, sender varchar,
            place integer, standing integer, closed_on date, closing_file varchar
        )
        """
    )
    con.executemany(
        "insert into version_files values (?, ?, ?, ?, ?, ?, ?, ?)",
        [list(asdict(version).values()) for version in versions],
    )
    paths = [str(event.find_rows(settings.imported_dir)) for event in events]
    # Files that were received before the agreement had a column have nothing in it.
    received = (
        f"from {name} where false union all by name "
        "from read_parquet($paths, union_by_name = true)"
    )
    con.execute(
        f"""
        create or replace temp table versions as
        select
            {", ".join(f'received."{column}"' for column in columns)},
            files.sender as version_sender,
            files.place as version_place,
            files.standing as version_standing,
            files.standing as version_best
        from ({received}) as received
        inner join version_files as files using (file_sha256)
        """,
        {"paths": paths},
    )


def _write_best(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Tell on each version how its sender's best version of the row stands."""
    keys = _quote(table.schema.primary_key())
    con.execute(
        f"""
        create or replace temp table versions as
        select
            * replace (
                min(version_standing) over (partition by version_sender, {keys})
                    as version_best
            )
        from versions
        """
    )


def _keep_rejected(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    events: dict[str, FileEvent],
    versions: list[Version],
    settings: Settings,
) -> None:
    """Keep rows whose newest version was rejected: they came, so they are not gone.

    A rejected row has no key that can be trusted. It is known again by its cells: all
    parts of the key that are written as they are must stand among them.
    """
    typed = {*table.codelists, *table.dates, *table.numbers, *table.booleans}
    written = [key for key in table.schema.primary_key() if key not in typed]
    current = [v.file_sha256 for v in versions if v.standing == CURRENT]
    rejected = [events[sha256] for sha256 in current if events[sha256].n_rejected]
    if not written or not rejected:
        return
    con.execute(
        f"""
        create or replace temp table rejected as
        select files.sender, cells, unnest(cells) as cell
        from (
            select
                file_sha256,
                list_transform(
                    json_extract_string(as_received, '$.*'),
                    lambda cell: {_normalise("cell")}
                ) as cells
            from read_parquet($paths)
        )
        inner join version_files as files using (file_sha256)
        """,
        {"paths": [str(e.find_rows(settings.rejected_dir)) for e in rejected]},
    )
    _write_kept(con, written)
    con.execute("drop table rejected")


def _write_kept(con: duckdb.DuckDBPyConnection, written: list[str]) -> None:
    first, *others = [_normalise(f'versions."{key}"') for key in written]
    also = "".join(f" and list_contains(rejected.cells, {other})" for other in others)
    con.execute(
        f"""
        update versions set
            version_best = {KEPT},
            version_standing = {KEPT}
        from rejected
        where
            versions.version_best = {PAST}
            and versions.version_standing = {PAST}
            and versions.version_sender = rejected.sender
            and rejected.cell = {first}{also}
        """
    )


def _normalise(cell: str) -> str:
    return f"regexp_replace(upper({cell}), '[^0-9A-Z]', '', 'g')"


def _build_newest(table: Table) -> str:
    """Build the clause that lets one version of each row through."""
    if table.replaces and table.replaces != EVERYTHING:
        return (
            f'qualify dense_rank() over (partition by "{table.replaces}" '
            "order by version_place) = 1"
        )
    # A sender's late versions count only while the sender had never sent the row.
    is_open = f"version_standing = version_best and version_best <> {PAST} "
    return (
        f"{'where ' + is_open if table.replaces else ''}qualify row_number() over "
        f"(partition by {_quote(table.schema.primary_key())} order by version_place) "
        "= 1"
    )


def _quote(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
