"""Which build is published: the pointer that `malbild publish` switches."""

import json
import re
from datetime import datetime
from pathlib import Path

from app.errors import WarehouseMissing
from app.settings import load_settings

BUILD_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


def find_current_build() -> str:
    """Read the id of the build that is published now.

    Raises:
        WarehouseMissing: Nothing is published, the pointer cannot be read, or the
            file it names is gone.
    """
    pointer = load_settings().warehouse_dir / "current.json"
    try:
        build_id = json.loads(pointer.read_text(encoding="utf8"))["build_id"]
    except (OSError, ValueError, KeyError, TypeError) as reason:
        message = f"no readable current.json: {type(reason).__name__}"
        raise WarehouseMissing(message) from reason
    # A reader with an open connection would not notice that the file is gone.
    if not find_build_file(build_id).is_file():
        raise WarehouseMissing("the file that current.json names is not there")
    return build_id


def find_failed_refresh() -> datetime | None:
    """Find when the latest refresh failed; None when it went well or none was made.

    The refresh leaves a note beside the pointer. A failure publishes nothing, so the
    build itself cannot tell.
    """
    note = load_settings().warehouse_dir / "last_refresh.json"
    try:
        fields = json.loads(note.read_text(encoding="utf8"))
        failed_at = datetime.fromisoformat(fields["finished_at"])
        return failed_at if fields["has_failed"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def find_build_file(build_id: str) -> Path:
    """Return the real path of a build's file; a new build always has a new one.

    Raises:
        WarehouseMissing: The id is not one that a build could have.
    """
    if not isinstance(build_id, str) or not BUILD_ID.fullmatch(build_id):
        raise WarehouseMissing("the build id in current.json is not one of ours")
    return (load_settings().warehouse_dir / f"warehouse-{build_id}.duckdb").resolve()
