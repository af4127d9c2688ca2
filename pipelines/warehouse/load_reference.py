"""Load the committed reference tables into a warehouse, typed as they declare."""

import json
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import BuildError
from pipelines.settings import Settings

DATA_PACKAGE = "datapackage.json"

#: Frictionless types that we use. Codes are strings: region 01 never becomes 1.
TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
}


UNREADABLE = (
    duckdb.ConversionException,
    duckdb.InvalidInputException,
    duckdb.IOException,
)


def load_reference(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Create schema `reference` from the tables in data/reference.

    One more table, `reference.tables`, tells each table's title, origin, licence and
    date, so that pages can show them.

    Raises:
        BuildError: A table is missing or a cell has not the declared type.
    """
    con.execute("create schema if not exists reference")
    package = _read_package(settings.reference_dir / DATA_PACKAGE)
    for resource in package["resources"]:
        _load_table(con, settings.reference_dir, resource)
    _load_origins(con, package["resources"])


def _read_package(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise BuildError(
            f"{path} is missing. It is part of the project: restore it with git."
        )
    return json.loads(path.read_text(encoding="utf8"))


def _load_table(
    con: duckdb.DuckDBPyConnection, folder: Path, resource: dict[str, Any]
) -> None:
    # Names and types come from our own committed file, never from received data.
    columns = ", ".join(
        f"'{field['name']}': '{TYPES[field['type']]}'"
        for field in resource["schema"]["fields"]
    )
    try:
        con.execute(
            f"""
            create or replace table reference.{resource["name"]} as
            from read_csv(
                $path, auto_detect = false, header = true, delim = ',', quote = '"',
                escape = '"', nullstr = '', columns = {{{columns}}}
            )
            """,
            {"path": str(folder / resource["path"])},
        )
    except UNREADABLE as error:
        raise BuildError(
            f"The reference table {resource['path']} could not be loaded as "
            f"{DATA_PACKAGE} declares it: {error}\nRestore it with git, or make it "
            "again with `malbild reference --from DIR`."
        ) from error


def _load_origins(
    con: duckdb.DuckDBPyConnection, resources: list[dict[str, Any]]
) -> None:
    con.execute(
        """
        create or replace table reference.tables (
            table_name varchar, title varchar, description varchar, origin varchar,
            licence varchar, retrieved_on date, data_until date
        )
        """
    )
    con.executemany(
        "insert into reference.tables values (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                resource["name"],
                resource["title"],
                resource["description"],
                "; ".join(source["title"] for source in resource["sources"]),
                "; ".join(licence["title"] for licence in resource["licenses"]),
                resource["retrieved"],
                resource["data_until"],
            )
            for resource in resources
        ],
    )
