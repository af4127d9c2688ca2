"""Remember every publication and undo: when, which build, by whom, with which files.

    current.json -> write_publication -> changed_figures.jsonl, publications.jsonl

The pointer is what counts. A command that was killed after switching it has not
written its lines yet; the next one does, and writes none twice.
"""

import json
from pathlib import Path
from typing import Any

import duckdb

from pipelines.importing.json_lines import read_lines, write_line, write_lines
from pipelines.settings import Settings
from pipelines.warehouse.changed_figures import (
    HISTORY,
    find_changes,
    read_changed_figures,
)

CURRENT = "current.json"
PUBLICATIONS = "publications.jsonl"
PUBLISH, UNDO = "publish", "undo"
OF_A_LINE = (
    *("published_at", "build_id", "kind", "by", "from_build_id"),
    *("brought_in", "withdrawn"),
)


def load_current(settings: Settings) -> dict[str, Any] | None:
    """Load the pointer to the published build, or nothing before the first."""
    path = settings.warehouse_dir / CURRENT
    if not path.exists():
        return None
    pointer: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
    return pointer


def load_publications(settings: Settings) -> list[dict[str, Any]]:
    """Load every publication and undo, oldest first."""
    return list(read_lines(settings.warehouse_dir / PUBLICATIONS))


def write_publication(settings: Settings) -> None:
    """Write what the pointer tells in the histories, unless it stands there already."""
    current = load_current(settings)
    # A pointer from before there was a history tells too little.
    if current is None or "kind" not in current:
        return
    line = {name: current[name] for name in OF_A_LINE}
    if line in load_publications(settings):
        return
    history = settings.warehouse_dir / HISTORY
    written = list(read_lines(history))
    rows = [row for row in _find_changed(current, settings) if row not in written]
    if rows:
        write_lines(rows, history)
    write_line(line, settings.warehouse_dir / PUBLICATIONS)


def _find_changed(current: dict[str, Any], settings: Settings) -> list[dict[str, Any]]:
    build = settings.warehouse_dir / current["file"]
    if current["kind"] == PUBLISH:
        return read_changed_figures(build, current["build_id"])
    undone = settings.warehouse_dir / f"warehouse-{current['from_build_id']}.duckdb"
    try:
        return find_changes(
            undone,
            build,
            to_build_id=current["build_id"],
            changed_at=current["published_at"],
        )
    except duckdb.Error:
        # A damaged build may be the very reason to go back to an earlier one.
        return []


def find_published_run(settings: Settings) -> Path | None:
    """Find the folder of the model run that the pages show now; None without one."""
    current = load_current(settings)
    if current is None or current["model_run_id"] is None:
        return None
    return settings.models_dir / current["model_run_id"]
