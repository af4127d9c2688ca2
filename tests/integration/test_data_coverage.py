"""What data coverage looks at follows the agreements."""

import csv
import re
from pathlib import Path

from pipelines.sources.source import find_tables

MACRO = Path("dbt/macros/data_coverage.sql")
SEEDS = Path("dbt/seeds")
STAGING = Path("dbt/models/staging")
LISTED = re.compile(
    r"\{'table': '(\w+)'(, 'region': true)?(?:,\s+'day': '(\w+)')?\}", re.DOTALL
)


def read_seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_table_that_is_received_is_counted() -> None:
    listed = {
        table: bool(has_regions)
        for table, has_regions, _ in LISTED.findall(MACRO.read_text("utf8"))
    }
    assert listed == {
        f"{source.name}__{table.name}": "region_code" in table.schema.column_names()
        for source, table in find_tables()
    }, f"Change the list in {MACRO}"


def test_every_field_is_a_column_that_may_be_blank() -> None:
    tables = {table.identity: table for _, table in find_tables()}
    for row in read_seed("data_coverage_fields.csv"):
        table = tables[row["source_name"], row["table_name"]]
        columns = table.schema.columns()
        column = columns[row["column_name"]]
        has_unknown = row["column_name"] in table.codelists
        assert column.nullable or has_unknown, row
        assert not row["needed_when_column"] or row["needed_when_column"] in columns
        staged = (
            STAGING
            / row["source_name"]
            / f"stg_{row['source_name']}__{row['table_name']}.sql"
        ).read_text("utf8")
        assert re.search(rf"\b{row['column_name']}\b", staged), row


def test_every_field_is_needed_by_kpis_that_there_are() -> None:
    known = {row["kpi_id"] for row in read_seed("kpis.csv")}
    for row in read_seed("data_coverage_fields.csv"):
        assert set(row["kpi_ids"].split()) <= known, row
