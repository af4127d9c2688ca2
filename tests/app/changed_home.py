"""A copy of the published example in which something has been changed."""

import json
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb


def write_changed_home(
    built_home: Path,
    folder: Path,
    change: Callable[[duckdb.DuckDBPyConnection], object],
) -> Path:
    """Copy a home's warehouse as another build, change it, return the new home."""
    source = built_home / "warehouse"
    current = json.loads((source / "current.json").read_text(encoding="utf8"))
    # Pages keep what they have fetched of a build: this one must have its own name.
    build_id = f"{current['build_id']}-{secrets.token_hex(4)}"
    file = folder / "warehouse" / f"warehouse-{build_id}.duckdb"
    file.parent.mkdir(parents=True)
    shutil.copyfile(source / current["file"], file)
    with duckdb.connect(str(file)) as con:
        change(con)
    pointer = current | {"build_id": build_id, "file": file.name}
    (file.parent / "current.json").write_text(json.dumps(pointer), encoding="utf8")
    return folder
