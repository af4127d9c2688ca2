"""Undo: publish an earlier build, and take back the files that came after it.

    warehouse-<build id>.duckdb -> checked -> ledger: withdrawn -> current.json

The files go first. Killed in between, the next refresh builds without them, so that
the figures are those of the earlier build in every case.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pipelines.errors import PublishError, UsageError
from pipelines.importing.ledger import load_ledger, write_event
from pipelines.settings import Settings
from pipelines.warehouse.candidate import remove_candidate, write_json
from pipelines.warehouse.publications import (
    CURRENT,
    UNDO,
    load_current,
    write_publication,
)
from pipelines.warehouse.publish import build_file_sha256, load_kept_builds

BUILD_ID = re.compile(r"[A-Za-z0-9-]{1,80}")
#: A role, never a person's name: the history is kept for good.
ROLE = re.compile(r"[a-z][a-z_]{1,30}(:\d\d)?|\d\d")

Files = list[dict[str, Any]]


def run_undo(build_id: str, settings: Settings, *, by: str | None) -> dict[str, Any]:
    """Publish an earlier build that is still kept.

    Files that the builds after it brought in are withdrawn: no refresh takes them from
    exports/ again. Whoever wants one after all sends it anew. Going forward again to
    the undone build brings them back.

    Args:
        build_id: Which build.
        settings: The home.
        by: The role that asked for it.

    Returns:
        The new pointer. The old one, when that build is published already.

    Raises:
        PublishError: There is no such build, or its file is gone or damaged; nothing
            has changed.
    """
    write_publication(settings)
    current = load_current(settings)
    if current is not None and current["build_id"] == build_id:
        return current
    target = _load_kept(build_id, settings)
    if current is None or "files" not in current:
        raise PublishError(
            "The published build does not tell which files it was made from, so they "
            "cannot be withdrawn. Run `malbild refresh --force` once; from then on "
            "every build can be undone. Nothing has changed."
        )
    withdrawn = _find_others(current["files"], target["files"])
    brought_back = _find_others(target["files"], current["files"])
    _write_outcomes(withdrawn, "imported", "withdrawn", settings)
    _write_outcomes(brought_back, "withdrawn", "imported", settings)
    remove_candidate(settings)  # it holds the files that were just withdrawn
    pointer = target | {
        "published_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "kind": UNDO,
        "by": by,
        "from_build_id": current["build_id"],
        "brought_in": brought_back,
        "withdrawn": withdrawn,
    }
    write_json(settings.warehouse_dir / CURRENT, pointer)
    write_publication(settings)
    return pointer


def check_role(by: str | None) -> None:
    """Refuse to write down anything but a role.

    Raises:
        UsageError: It is written in another way than roles are.
    """
    if by is not None and not ROLE.fullmatch(by):
        raise UsageError(
            "--by names a role such as secretariat or region:12, not a person. "
            "Write the role."
        )


def _load_kept(build_id: str, settings: Settings) -> dict[str, Any]:
    kept = load_kept_builds(settings)
    if not BUILD_ID.fullmatch(build_id) or build_id not in kept:
        raise PublishError(
            f"There is no build {build_id!r} to go back to. Kept are: "
            f"{', '.join(kept) or 'none'}. Nothing has changed."
        )
    target = kept[build_id]
    path = settings.warehouse_dir / target["file"]
    if not path.is_file():
        raise PublishError(
            f"The file of build {build_id} is gone from {settings.warehouse_dir}. "
            "Choose another build, or run `malbild refresh`. Nothing has changed."
        )
    if build_file_sha256(path) != target["sha256"]:
        raise PublishError(
            f"The file of build {build_id} is not the one that was published (its "
            "sha256 differs): it is damaged. Choose another build, or run `malbild "
            "refresh`. Nothing has changed."
        )
    return target


def _find_others(files: Files, than: Files) -> Files:
    known = {file["file_sha256"] for file in than}
    return [file for file in files if file["file_sha256"] not in known]


def _write_outcomes(files: Files, before: str, after: str, settings: Settings) -> None:
    wanted = {file["file_sha256"] for file in files}
    for event in load_ledger(settings):
        if event.file_sha256 in wanted and event.outcome == before:
            write_event(replace(event, outcome=after), settings)
