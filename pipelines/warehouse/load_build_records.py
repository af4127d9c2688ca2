"""Load into a warehouse what dbt itself says of each key figure: lineage, SQL, checks.

    what dbt has made -> write_build_records -> imported.build__kpi_…

The pages show it from the marts; no page ever reads a file of the build.
"""

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.warehouse.find_upstream import build_kpi_id, find_ancestors, find_stem
from pipelines.warehouse.run_dbt import Made

KPI_LINEAGE = {"kpi_id": pl.String, "source_name": pl.String, "table_name": pl.String}
KPI_SQL = {"kpi_id": pl.String, "model_name": pl.String, "model_sql": pl.String}
CHECKS = {
    "kpi_id": pl.String,
    "check_id": pl.String,
    "check_name": pl.String,
    "checked_model": pl.String,
    "scope_code": pl.String,
    "description": pl.String,
    "status_code": pl.String,
    "n_failures": pl.Int64,
}
SCHEMAS = {"kpi_lineage": KPI_LINEAGE, "kpi_sql": KPI_SQL, "checks": CHECKS}
#: What dbt builds again when the records are written.
AFTER_RECORDS = tuple(f"source:build.{name}+" for name in SCHEMAS)
#: Where every key figure ends up; its checks hold for each of them.
STACK = "fct_kpi_values"
#: dbt's words for a check's outcome, and ours.
OUTCOMES = {"pass": "passed", "fail": "failed", "error": "failed", "warn": "warned"}
NOT_RUN = "not_run"
Rows = list[dict[str, Any]]
#: Our word for it, and how many rows break the rule.
Outcome = tuple[str, int | None]


def load_build_records(
    con: duckdb.DuckDBPyConnection, records: dict[str, Rows]
) -> None:
    """Create `imported.build__kpi_lineage`, `…__kpi_sql` and `…__checks`.

    Args:
        con: An open warehouse.
        records: Rows by table; a table that is left out becomes empty.
    """
    con.execute("create schema if not exists imported")
    for name, schema in SCHEMAS.items():
        rows = pl.DataFrame(records.get(name, []), schema=schema)
        con.register("build_records", rows)
        con.execute(
            f"create or replace table imported.build__{name} as from build_records"
        )
        con.unregister("build_records")


def write_build_records(warehouse: Path, made: Made) -> None:
    """Write into a finished build what dbt says of how it was made.

    Args:
        warehouse: The build that dbt has just made and checked, whole.
        made: What dbt has told of it.
    """
    outcomes: dict[str, Outcome] = {
        result.node.unique_id: (OUTCOMES.get(result.status, NOT_RUN), result.failures)
        for result in made.results
    }
    for count in made.counts:
        failed = "warned" if count.is_warning else "failed"
        status = failed if count.n_failures else "passed"
        outcomes[count.check_id] = (status, count.n_failures)
    with duckdb.connect(str(warehouse)) as con:
        load_build_records(con, build_records(made.manifest, outcomes))


def build_records(
    manifest: dict[str, Any], outcomes: dict[str, Outcome]
) -> dict[str, Rows]:
    """Build the rows of the three tables.

    Args:
        manifest: As dbt writes it.
        outcomes: How the checks have gone, by dbt's id.

    Returns:
        Rows by table, as in SCHEMAS. A unit test belongs to `make test` and is not
        run with a build, so it has the status not_run.
    """
    parents: dict[str, list[str]] = manifest["parent_map"]
    records: dict[str, Rows] = {name: [] for name in SCHEMAS}
    checks = _find_checks(manifest, outcomes)
    for node in sorted(parents):
        if not (node.startswith("model.") and find_stem(node).startswith("kpi_")):
            continue
        known = {"kpi_id": build_kpi_id(node)}
        ancestors = find_ancestors(node, parents)
        model = manifest["nodes"][node]
        sql = model.get("compiled_code") or model["raw_code"]
        sources = [
            manifest["sources"][each]
            for each in sorted(ancestors & {*manifest["sources"]})
        ]
        records["kpi_lineage"] += [
            {**known, "source_name": each["source_name"], "table_name": each["name"]}
            for each in sources
        ]
        records["kpi_sql"].append(
            {**known, "model_name": model["name"], "model_sql": _write_tidily(sql)}
        )
        records["checks"] += [
            {**known, **check, "scope_code": _find_scope(check["checked_model"], model)}
            for checked in (node, *sorted(ancestors), *_find_stack(parents))
            for check in checks.get(checked, [])
        ]
    return records


def _find_stack(parents: dict[str, list[str]]) -> list[str]:
    return [
        node
        for node in parents
        if node.startswith("model.") and find_stem(node) == STACK
    ]


def _find_scope(checked_model: str, model: dict[str, Any]) -> str:
    """Tell what a check is of: the figure itself, all figures, or what they rest on."""
    if checked_model == model["name"]:
        return "figure"
    return "all_figures" if checked_model == STACK else "upstream"


def _find_checks(
    manifest: dict[str, Any], outcomes: dict[str, Outcome]
) -> dict[str, Rows]:
    """Find the checks of each model, source and seed, with how they went."""
    found: dict[str, Rows] = {}
    for key, node in manifest["nodes"].items():
        if node["resource_type"] != "test":
            continue
        checked = node.get("attached_node")
        for each in [checked] if checked else node["depends_on"]["nodes"]:
            status, n_failures = outcomes.get(key, (NOT_RUN, None))
            found.setdefault(each, []).append(
                {
                    "check_id": key,
                    "check_name": node["name"],
                    "checked_model": find_stem(each),
                    "description": _find_description(node),
                    "status_code": status,
                    "n_failures": n_failures,
                }
            )
    for key, node in manifest["unit_tests"].items():
        for each in node["depends_on"]["nodes"][:1]:
            found.setdefault(each, []).append(
                {
                    "check_id": key,
                    "check_name": node["name"],
                    "checked_model": find_stem(each),
                    "description": node["description"],
                    "status_code": NOT_RUN,
                    "n_failures": None,
                }
            )
    return found


def _find_description(node: dict[str, Any]) -> str:
    """Say what a check asks for: its own words, else its kind and columns."""
    if node["description"]:
        return str(node["description"])
    kind = node.get("test_metadata") or {}
    asked = dict(kind.get("kwargs") or {})
    told = asked.get("expression") or asked.get("column_name") or asked.get("columns")
    said = ", ".join(told) if isinstance(told, list) else str(told or "")
    return " ".join(f"{kind.get('name', node['name'])} {said}".split())


def _write_tidily(sql: str) -> str:
    """Leave out the empty lines that templates leave behind."""
    return "\n".join(line.rstrip() for line in sql.splitlines() if line.strip())
