"""What has been published and undone, from the list that the pipelines keep.

A build cannot tell of its own publication, and an undone one not of its undoing, so
the list lies beside the pointer.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.settings import load_settings

PUBLICATIONS = "publications.jsonl"


@dataclass(frozen=True)
class Publication:
    """One time that a build was put on the pages.

    `kind_code` is publish or undo. `brought_in` and `withdrawn` are the names of files
    that count from then on, or no longer do, by their sha256.
    """

    published_at: datetime
    build_id: str
    kind_code: str
    by_role: str | None
    brought_in: dict[str, str]
    withdrawn: dict[str, str]


def load_publications() -> list[Publication]:
    """Load every publication and undo, newest first.

    Empty for a home where nothing has been published since the list was begun. A line
    that is being written, or was cut off, is left out.
    """
    path = load_settings().warehouse_dir / PUBLICATIONS
    try:
        lines = path.read_text(encoding="utf8").splitlines(keepends=True)
    except OSError:
        return []
    whole = [json.loads(line) for line in lines if line.endswith("\n")]
    return [_build_publication(line) for line in reversed(whole)]


def find_builds_by_file(publications: list[Publication]) -> dict[str, str]:
    """Find by sha256 the newest build that brought each file in."""
    return {
        sha256: publication.build_id
        for publication in reversed(publications)
        for sha256 in publication.brought_in
    }


def _build_publication(line: dict[str, Any]) -> Publication:
    return Publication(
        published_at=datetime.fromisoformat(line["published_at"]),
        build_id=line["build_id"],
        kind_code=line["kind"],
        by_role=line["by"],
        brought_in=_build_names(line["brought_in"]),
        withdrawn=_build_names(line["withdrawn"]),
    )


def _build_names(files: list[dict[str, str]]) -> dict[str, str]:
    return {file["file_sha256"]: file["file_name"] for file in files}
