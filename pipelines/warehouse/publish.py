"""Publish a finished build: check it, give it its final name, move the pointer.

Readers follow current.json to a file name that is never used twice, so a page keeps
its old file until it asks again and nobody ever reads half a build.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import PublishError
from pipelines.settings import Settings
from pipelines.warehouse.candidate import (
    find_candidate_file,
    load_candidate,
    remove_candidate,
    write_json,
)

CURRENT = "current.json"
KEPT_BUILDS = 3
#: A mart that loses more than this share of its rows stops the publication.
LARGEST_LOSS = 0.5
#: Below this many rows a change of share says nothing.
FEWEST_ROWS = 20


def run_publish(settings: Settings, *, force: bool = False) -> dict[str, Any]:
    """Publish the finished candidate and keep the last three builds.

    Args:
        settings: Where the candidate lies.
        force: Publish although a mart has vanished or lost half its rows.

    Returns:
        The new pointer: build_id, file, sha256, published_at, data_on, is_example,
        inputs_sha256, model_run_id, rows (marts and their row counts).

    Raises:
        BuildError: There is no finished candidate.
        PublishError: The candidate is damaged or has lost rows; nothing is changed.
    """
    candidate = load_candidate(settings)
    built = find_candidate_file(settings)
    pointer: dict[str, Any] = _read_build(built) | {
        "build_id": candidate.build_id,
        "file": f"warehouse-{candidate.build_id}.duckdb",
        "inputs_sha256": candidate.inputs_sha256,
        "model_run_id": candidate.model_run_id,
        "sha256": _hash_file(built),
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    if not force:
        _check_losses(load_current(settings), pointer)
    built.rename(settings.warehouse_dir / pointer["file"])
    write_json(settings.warehouse_dir / f"warehouse-{candidate.build_id}.json", pointer)
    write_json(settings.warehouse_dir / CURRENT, pointer)
    remove_candidate(settings)
    _remove_old_builds(settings)
    return pointer


def load_current(settings: Settings) -> dict[str, Any] | None:
    """Load the pointer to the published build, or nothing before the first."""
    path = settings.warehouse_dir / CURRENT
    if not path.exists():
        return None
    pointer: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
    return pointer


def _read_build(path: Path) -> dict[str, Any]:
    if path.with_name(f"{path.name}.wal").exists():
        raise PublishError(
            "The build was not closed properly (a .wal file lies beside it). "
            "Run `malbild refresh` again; the earlier build stays published."
        )
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            run = con.execute(
                "select cast(data_on as varchar), is_example from marts.fct_builds"
            ).fetchone()
            marts = con.execute(
                "select table_name from information_schema.tables "
                "where table_schema = 'marts' order by 1"
            ).fetchall()
            rows = {
                mart: con.execute(f'select count(*) from marts."{mart}"').fetchone()
                for (mart,) in marts
            }
    except duckdb.Error as error:
        raise PublishError(
            f"The build cannot be read as a warehouse ({error}). "
            "Run `malbild refresh` again; the earlier build stays published."
        ) from error
    if run is None:
        raise PublishError(
            "The build does not say which build it is. Run `malbild refresh` again."
        )
    counts = {mart: found[0] for mart, found in rows.items() if found}
    return {"data_on": run[0], "is_example": bool(run[1]), "rows": counts}


def _check_losses(before: dict[str, Any] | None, after: dict[str, Any]) -> None:
    # Going from the example to one's own exports changes everything, as it should.
    if before is None or before["is_example"] != after["is_example"]:
        return
    lost = [
        f"{mart}: {n_before} rows before, {after['rows'].get(mart, 'gone')} now"
        for mart, n_before in before["rows"].items()
        if n_before >= FEWEST_ROWS
        and after["rows"].get(mart, 0) < n_before * (1 - LARGEST_LOSS)
    ]
    if lost:
        raise PublishError(
            "Not published, because much of what the pages show would vanish:\n  "
            + "\n  ".join(lost)
            + "\nThe earlier build stays published. If the loss is right, run "
            "`malbild publish --force`; otherwise look for a missing export."
        )


def _hash_file(path: Path) -> str:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    return digest


def _remove_old_builds(settings: Settings) -> None:
    kept = sorted(settings.warehouse_dir.glob("warehouse-*.duckdb"))[-KEPT_BUILDS:]
    for path in settings.warehouse_dir.glob("warehouse-*"):
        if path.with_suffix(".duckdb") not in kept:
            path.unlink()
