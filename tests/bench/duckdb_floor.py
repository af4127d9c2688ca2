"""The floor: DuckDB alone reads the same export files and writes the same marts.

No row rules, no reasons, no tests, no ranking: the least that any pipeline on DuckDB
would have to do. Called by run_bench.py in a process of its own.
"""

import json
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

from pipelines.importing.codelists import load_codelists
from pipelines.settings import load_settings
from pipelines.sources.source import Source, Table, find_sources
from pipelines.warehouse.run_dbt import run_dbt_on

NUMBERS = {"DOUBLE", "INTEGER", "BIGINT", "UINTEGER"}


def main(exports: Path, home: Path, out: Path) -> None:
    """Read `exports` and write what the build in `home` holds to `out`."""
    pointer = json.loads((home / "warehouse" / "current.json").read_text())
    built = home / "warehouse" / pointer["file"]
    with duckdb.connect(str(out)) as con:
        con.execute("set threads = 2")
        con.execute(f"attach '{built}' as built (read_only)")
        for schema in (
            "imported",
            "reference",
            "seeds",
            "staging",
            "intermediate",
            "marts",
        ):
            con.execute(f"create schema {schema}")
        copy_small_tables(con)
        for source in find_sources():
            for name, table in source.tables.items():
                read_export(con, exports, source, name, table)
        con.execute("detach built")
        run_models(con, home)


def copy_small_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Copy what no export holds (seeds, ledger, scores): not what is measured."""
    exported = {
        f"{source.name}__{table}"
        for source in find_sources()
        for table in source.tables
    }
    small = con.execute(
        """
        select table_schema, table_name from information_schema.tables
        where
            table_catalog = 'built'
            and table_schema in ('imported', 'reference', 'seeds')
        """
    ).fetchall()
    for schema, table in small:
        if table in exported:
            continue
        con.execute(f'create table {schema}."{table}" as from built.{schema}."{table}"')


def read_export(
    con: duckdb.DuckDBPyConnection,
    exports: Path,
    source: Source,
    name: str,
    table: Table,
) -> None:
    """Read one export into the same typed table that the importer makes."""
    target = f'imported."{source.name}__{name}"'
    con.execute(f"create table {target} as from built.{target} limit 0")
    files = [
        path
        for pattern in table.file_patterns
        for path in (exports / source.name).glob(pattern)
    ]
    for path in files:
        columns = [row[0:2] for row in con.execute(f"describe {target}").fetchall()]
        present = _read_headings(path)
        heading_of = {
            column: heading
            for heading, column in table.columns.items()
            if heading in present
        }
        selected = [
            _cast(column, kind, heading_of.get(column), source, table, path)
            for column, kind in columns
        ]
        if path.suffix == ".xlsx":
            con.register("cells", pl.read_excel(path, infer_schema_length=0).to_arrow())
            cells = "cells"
        else:
            cells = (
                f"read_csv('{path}', delim=';', header=true, all_varchar=true, "
                "strict_mode=false, null_padding=true, ignore_errors=true)"
            )
        con.execute(f"insert into {target} select {', '.join(selected)} from {cells}")


def _read_headings(path: Path) -> set[str]:
    if path.suffix == ".xlsx":
        return set(pl.read_excel(path, infer_schema_length=0).columns)
    with path.open(encoding="utf-8-sig") as file:
        return {cell.strip('"') for cell in file.readline().strip().split(";")}


def _cast(
    column: str,
    kind: str,
    heading: str | None,
    source: Source,
    table: Table,
    path: Path,
) -> str:
    lineage = {
        "source_file": f"'{path.name}'",
        "source_row": "row_number() over () + 1",
        "data_on": "date '2025-10-31'",
        "loaded_at": "now()",
        "is_example": "true",
    }
    if heading is None:
        return f"cast({lineage.get(column, 'null')} as {kind})"
    cell = f'trim("{heading}")'
    if column in table.codelists:
        names = load_codelists(source, table, load_settings())[table.codelists[column]]
        pairs = ", ".join(
            f"'{name.replace(chr(39), chr(39) * 2)}': '{code}'"
            for name, code in names.items()
        )
        return f"map {{{pairs}}}[lower(coalesce({cell}, ''))]"
    if column == "period_text":
        # The models trust it: a month that there is not would stop them.
        first_day = f"left({cell} || '-01-01', 10)"
        return f"case when try_cast({first_day} as date) is not null then {cell} end"
    if kind == "BOOLEAN":
        as_english = f"replace(replace(lower({cell}), 'ja', 'true'), 'nej', 'false')"
        return f"try_cast({as_english} as boolean)"
    if kind in NUMBERS:
        return f"try_cast(replace(replace({cell}, ' ', ''), ',', '.') as {kind})"
    return f"try_cast({cell} as {kind})"


def run_models(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Run the models' compiled SQL in order, as dbt would, without its checks."""
    target = home / "warehouse" / "dbt"
    # Only what the project is made of is asked for; the file is not written to.
    project, _ = run_dbt_on(target / "malbild.duckdb", ["parse"], load_settings(home))
    assert project is not None
    models = {
        key: node for key, node in project.nodes.items() if key.startswith("model.")
    }
    order = TopologicalSorter(
        {key: set(node.depends_on.nodes) for key, node in models.items()}
    )
    for key in order.static_order():
        if key not in models:
            continue
        node = models[key]
        compiled = target / "compiled" / "malbild" / node.original_file_path
        sql = compiled.read_text(encoding="utf8").replace('"malbild".', "")
        kind = "table" if node.config.materialized == "table" else "view"
        name = f'{node.schema}."{node.name}"'
        con.execute(f"create {kind} {name} as {sql}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
