"""List the rows that their sender no longer sends: closed, not erased.

versions of a table - what was loaded of it -> imported.ledger__closed_rows
"""

import duckdb

from pipelines.sources.source import EVERYTHING, Table
from pipelines.warehouse.versions import LATER

CLOSED_ROWS = {
    "source": "varchar",
    "table": "varchar",
    "row_key": "varchar",
    "sender": "varchar",
    "closed_on": "date",
    "closing_file": "varchar",
    "source_file": "varchar",
    "file_sha256": "varchar",
    "data_on": "date",
    "loaded_at": "timestamp with time zone",
    "is_example": "boolean",
}


def load_closed_rows(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Add to the list the rows that a newer delivery should have held and did not.

    Args:
        con: A warehouse with the table loaded and its versions beside it, as load_rows
            makes them.
        table: The agreement. Without a key a row that is gone cannot be told from one
            that was changed, so such a table has no closed rows.
    """
    keys = table.schema.primary_key()
    name = f'imported."{table.source}__{table.name}"'
    own_keys = ", ".join(f'versions."{key}"' for key in keys)
    partition = (
        "version_sender" if table.replaces == EVERYTHING else f'"{table.replaces}"'
    )
    same = " and ".join(f'loaded."{key}" = versions."{key}"' for key in keys)
    struct = ", ".join(f"'{key}': versions.\"{key}\"" for key in keys)
    con.execute(
        f"""
        insert into imported.ledger__closed_rows
        with followed as (
            select
                part, place,
                lag(place) over (partition by part order by place) as next_place
            from (
                select distinct {partition} as part, version_place as place
                from versions
                where version_standing <> {LATER}
            )
        )
        select
            $source, $table, to_json({{{struct}}})::varchar, versions.version_sender,
            {_build_closing("closed_on", "data_on", table)},
            {_build_closing("closing_file", "file_name", table)},
            versions.source_file, versions.file_sha256, versions.data_on,
            versions.loaded_at, versions.is_example
        from versions
        inner join followed
            on versions.{partition} = followed.part
            and versions.version_place = followed.place
        inner join version_files as own on versions.version_place = own.place
        left join version_files as next on followed.next_place = next.place
        where
            versions.version_standing <> {LATER}
            and not exists (select 1 from {name} as loaded where {same})
        qualify row_number() over (
            partition by {own_keys} order by versions.version_place
        ) = 1
        """,
        {"source": table.source, "table": table.name},
    )


def _build_closing(of_sender: str, of_file: str, table: Table) -> str:
    if table.replaces == EVERYTHING:
        return f"own.{of_sender}"
    return f"next.{of_file}"
