"""Find which received tables a key figure is made from, in dbt's own lineage."""

import json
from typing import Any

from pipelines.settings import Settings


def find_upstream(settings: Settings) -> dict[str, frozenset[str]]:
    """Find the tables that each key figure depends on, however far away.

    Returns:
        Tables as `<source>__<table>`, by KPI id. Empty before dbt has run.
    """
    path = settings.warehouse_dir / "dbt" / "manifest.json"
    if not path.exists():
        return {}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
    parents: dict[str, list[str]] = manifest["parent_map"]
    tables = {key: node["identifier"] for key, node in manifest["sources"].items()}
    return {
        build_kpi_id(node): frozenset(
            tables[key] for key in find_ancestors(node, parents) if key in tables
        )
        for node in parents
        if node.startswith("model.") and find_stem(node).startswith("kpi_")
    }


def find_ancestors(node: str, parents: dict[str, list[str]]) -> set[str]:
    """Find every node that a node is made from, however far away."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for parent in parents[waiting.pop()]:
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def build_kpi_id(node: str) -> str:
    """Build the KPI id of the model that makes it: KPI-112-08, or BEY-14."""
    return find_stem(node).upper().replace("_", "-").replace("KPI-BEY", "BEY")


def find_stem(node: str) -> str:
    """Find the name of a node in dbt's long id of it."""
    return node.rsplit(".", 1)[-1]
