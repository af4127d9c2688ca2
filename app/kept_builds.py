"""Builds that can be published again, from the notes that lie beside the pointer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.build_pointer import find_build_file
from app.errors import WarehouseMissing
from app.settings import load_settings


@dataclass(frozen=True)
class KeptBuild:
    """A build whose file is still here; `file_names` are what it was made from."""

    build_id: str
    published_at: datetime
    data_on: date | None
    is_example: bool
    file_names: Mapping[str, str]

    def find_others(self, build: "KeptBuild") -> list[str]:
        """Find the names of the files that this build has and another has not."""
        return sorted(
            name
            for sha256, name in self.file_names.items()
            if sha256 not in build.file_names
        )


def find_kept_builds() -> list[KeptBuild]:
    """Find the builds that can be published again, the newest first."""
    notes = load_settings().warehouse_dir.glob("warehouse-*.json")
    found = [_read_kept(note.read_bytes()) for note in notes]
    return sorted(
        (build for build in found if build),
        key=lambda build: build.build_id,
        reverse=True,
    )


def _read_kept(note: bytes) -> KeptBuild | None:
    try:
        fields = json.loads(note)
        data_on = fields["data_on"]
        build = KeptBuild(
            build_id=fields["build_id"],
            published_at=datetime.fromisoformat(fields["published_at"]),
            data_on=None if data_on is None else date.fromisoformat(data_on),
            is_example=bool(fields["is_example"]),
            file_names=_read_files(fields["files"]),
        )
        return build if find_build_file(build.build_id).is_file() else None
    except (ValueError, KeyError, TypeError, WarehouseMissing):
        # A note from before notes told all this, or a damaged one: not to go back to.
        return None


def _read_files(files: list[dict[str, Any]]) -> dict[str, str]:
    return {file["file_sha256"]: file["file_name"] for file in files}
