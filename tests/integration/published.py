"""What a home has published, for the tests that compare it."""

import hashlib
import json
from pathlib import Path

import duckdb

OF_THE_BUILD_ITSELF = {"fct_builds"}
#: Columns that name a build or the moment of loading, not the data.
MOMENTS = {"build_id", "built_at", "loaded_at", "published_at"}


def read_pointer(home: Path) -> dict:
    return json.loads((home / "warehouse" / "current.json").read_text(encoding="utf8"))


def hash_marts(home: Path) -> dict[str, str]:
    """One hash per published mart, independent of the order of rows."""
    path = home / "warehouse" / read_pointer(home)["file"]
    hashes = {}
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute(
            "select table_name from information_schema.tables "
            "where table_schema = 'marts'"
        ).fetchall()
        for (table,) in tables:
            if table in OF_THE_BUILD_ITSELF:
                continue
            columns = [
                f'"{row[0]}"'
                for row in con.execute(f'describe marts."{table}"').fetchall()
                if row[0] not in MOMENTS
            ]
            rows = con.execute(
                f'select {", ".join(columns)} from marts."{table}"'
            ).fetchall()
            lines = sorted(repr(row) for row in rows)
            hashes[table] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return hashes
