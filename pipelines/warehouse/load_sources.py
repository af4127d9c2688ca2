"""Load what has been agreed with every sender, so that the models know what to expect.

sources/*/source.yml -> imported.build__sources
"""

import duckdb

from pipelines.sources.source import find_tables

REGION = "region_code"


def load_sources(con: duckdb.DuckDBPyConnection) -> None:
    """Create `imported.build__sources` with a row per agreed table, replacing it."""
    con.execute("create schema if not exists imported")
    con.execute(
        """
        create or replace table imported.build__sources (
            source varchar, "table" varchar, title varchar, owner varchar,
            frequency varchar, kind varchar, has_regions boolean
        )
        """
    )
    con.executemany(
        "insert into imported.build__sources values (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                source.name,
                table.name,
                source.title,
                source.owner,
                source.frequency,
                source.kind,
                REGION in table.schema.column_names(),
            )
            for source, table in find_tables()
        ],
    )
