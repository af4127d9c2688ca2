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
    own_keys = ", ".join(f'versions."{key}"' for key in keys)
    same = " and ".join(f'loaded."{key}" = versions."{key}"' for key in keys)
    struct = ", ".join(f"'{key}': versions.\"{key}\"" for key in keys)
    con.execute(
        f"""
        insert into imported.ledger__closed_rows
        with closings as ({_build_closings(table)})
        select
            $source, $table, to_json({{{struct}}})::varchar, versions.version_sender,
            closings.closed_on, closings.closing_file, versions.source_file,
            versions.file_sha256, versions.data_on, versions.loaded_at,
            versions.is_example
        from versions
        inner join closings
            on versions.{_find_part(table)} = closings.part
            and versions.version_place = closings.place
        where
            versions.version_standing <> {LATER}
            and not exists (
                select 1
                from imported."{table.source}__{table.name}" as loaded
                where {same}
            )
        qualify row_number() over (
            partition by {own_keys} order by versions.version_place
        ) = 1
        """,
        {"source": table.source, "table": table.name},
    )


def _find_part(table: Table) -> str:
    """Find the column whose every value a newer file stands for."""
    if table.replaces == EVERYTHING:
        return "version_sender"
    return f'"{table.replaces}"'


def _build_closings(table: Table) -> str:
    """Build the query for what follows each file, for each value of that column."""
    if table.replaces == EVERYTHING:
        return (
            "select sender as part, place, closed_on, closing_file from version_files"
        )
    return f"""
        select
            followed.part, followed.place,
            next.data_on as closed_on, next.file_name as closing_file
        from (
            select
                part, place,
                lag(place) over (partition by part order by place) as next_place
            from (
                select distinct {_find_part(table)} as part, version_place as place
                from versions
                where version_standing <> {LATER}
            )
        ) as followed
        inner join version_files as next on followed.next_place = next.place
    """
