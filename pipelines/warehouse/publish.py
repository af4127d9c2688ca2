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
from pipelines.warehouse.check_list import check_list
from pipelines.warehouse.publications import (
    CURRENT,
    PUBLISH,
    load_current,
    load_publications,
    write_publication,
)

KEPT_BUILDS = 3
#: A mart that loses more than this share of its rows stops the publication.
LARGEST_LOSS = 0.5
#: Below this many rows a change of share says nothing.
FEWEST_ROWS = 20


def run_publish(
    settings: Settings, *, force: bool = False, by: str | None = None
) -> dict[str, Any]:
    """Publish the finished candidate and keep the last three builds.

    Args:
        settings: Where the candidate lies.
        force: Publish although a mart has vanished or lost half its rows.
        by: The role that asked for it, where that is known.

    Returns:
        The new pointer: build_id, file, sha256, published_at, data_on, is_example,
        inputs_sha256, model_run_id, rows (marts and their row counts), files (those
        imported when it was built), and of this publication kind, by, from_build_id,
        brought_in (files that the build before had not) and withdrawn.

    Raises:
        BuildError: There is no finished candidate.
        PublishError: The candidate is damaged, has lost rows, or its list has turned
            over without a reason; nothing is changed.
    """
    write_publication(settings)
    candidate = load_candidate(settings)
    current = load_current(settings)
    built = find_candidate_file(settings)
    found = read_build(built)
    pointer: dict[str, Any] = found | {
        "build_id": candidate.build_id,
        "file": f"warehouse-{candidate.build_id}.duckdb",
        "inputs_sha256": candidate.inputs_sha256,
        "model_run_id": candidate.model_run_id,
        "sha256": build_file_sha256(built),
        "published_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "kind": PUBLISH,
        "by": by,
        "from_build_id": current["build_id"] if current else None,
        "brought_in": _find_brought_in(found["files"], current),
        "withdrawn": [],
    }
    if not force:
        _check_losses(current, pointer)
        if "rpt_model_monitoring" in found["rows"]:
            check_list(built)
    built.rename(settings.warehouse_dir / pointer["file"])
    write_json(settings.warehouse_dir / f"warehouse-{candidate.build_id}.json", pointer)
    write_json(settings.warehouse_dir / CURRENT, pointer)
    write_publication(settings)
    remove_candidate(settings)
    _remove_old_builds(settings)
    return pointer


def load_kept_builds(settings: Settings) -> dict[str, dict[str, Any]]:
    """Load the pointers of the builds that can be published again, newest first.

    Builds from before pointers named their files are left out.
    """
    found = [
        json.loads(path.read_text(encoding="utf8"))
        for path in sorted(settings.warehouse_dir.glob("warehouse-*.json"))
    ]
    return {build["build_id"]: build for build in reversed(found) if "files" in build}


def read_build(path: Path) -> dict[str, Any]:
    """Read what a pointer tells of a finished build.

    Raises:
        PublishError: The file is damaged or does not say which build it is.
    """
    if path.with_name(f"{path.name}.wal").exists():
        raise PublishError(
            "The build was not closed properly (a .wal file lies beside it). "
            "Run `malbild refresh` again; the earlier build stays published."
        )
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            return _read_facts(con)
    except duckdb.Error as error:
        raise PublishError(
            f"The build cannot be read as a warehouse ({error}). "
            "Run `malbild refresh` again; the earlier build stays published."
        ) from error


def _read_facts(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    runs = con.execute(
        "select cast(data_on as varchar), is_example from marts.fct_builds"
    ).fetchall()
    if not runs:
        raise PublishError(
            "The build does not say which build it is. Run `malbild refresh` again."
        )
    marts = con.execute(
        "select table_name from information_schema.tables "
        "where table_schema = 'marts' order by 1"
    ).fetchall()
    files = con.sql(
        'select file_sha256, file_name, source, "table" from imported.ledger__files '
        "where outcome = 'imported' order by all"
    )
    return {
        "data_on": runs[0][0],
        "is_example": bool(runs[0][1]),
        "files": files.pl().to_dicts(),
        "rows": {
            mart: con.execute(f'select count(*) from marts."{mart}"').fetchall()[0][0]
            for (mart,) in marts
        },
    }


def _find_brought_in(
    files: list[dict[str, Any]], current: dict[str, Any] | None
) -> list[dict[str, Any]]:
    before = current["files"] if current and "files" in current else []
    known = {file["file_sha256"] for file in before}
    return [file for file in files if file["file_sha256"] not in known]


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


def build_file_sha256(path: Path) -> str:
    """Build the sha256 of a file, after making sure that it is on disk."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    return digest


def _remove_old_builds(settings: Settings) -> None:
    # An undo makes an older build the newest again: go by when they were published.
    order = [line["build_id"] for line in load_publications(settings)]
    published = {f"warehouse-{name}.duckdb": n for n, name in enumerate(order)}
    builds = settings.warehouse_dir.glob("warehouse-*.duckdb")
    kept = sorted(builds, key=lambda path: (published.get(path.name, -1), path.name))
    for path in settings.warehouse_dir.glob("warehouse-*"):
        if path.with_suffix(".duckdb") not in kept[-KEPT_BUILDS:]:
            path.unlink()
