"""What is published openly now: the pointer that `malbild publish-open` switches.

Without one nothing is public: the page says so, and there are no files to serve.
"""

import json
import logging
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.settings import load_settings

LOG = logging.getLogger("malbild")
PUBLICATION_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
RESULTS = "results.duckdb"


@dataclass(frozen=True)
class OpenFile:
    """A file that anybody may fetch, by the table that it holds."""

    name: str
    table: str
    media_type: str
    sha256: str
    n_bytes: int


@dataclass(frozen=True)
class OpenPublication:
    """What a named person has published openly: when, of which data, which files.

    `tables` are the titles and descriptions of the published tables, as the manifest
    has them: name, title_sv, title_en, description_sv, description_en, n_rows.
    """

    publication_id: str
    published_at: datetime
    by: str
    build_id: str
    data_on: date | None
    is_example: bool
    tables: tuple[dict[str, Any], ...]
    files: tuple[OpenFile, ...]

    def find_path(self, name: str) -> Path:
        """Return where one of the publication's files lies."""
        return load_settings().open_dir / self.publication_id / name


def load_open_publication() -> OpenPublication | None:
    """Load what is published openly; None when nothing is, or it cannot be read."""
    pointer = load_settings().open_dir / "current.json"
    try:
        publication = _build_publication(json.loads(pointer.read_text(encoding="utf8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as reason:
        LOG.warning("open/current.json cannot be read: %s", type(reason).__name__)
        return None
    return publication if publication.find_path(RESULTS).is_file() else None


def find_open_file(name: str) -> tuple[Path, OpenFile] | None:
    """Find a published file by its exact name; nothing else in the folder is served."""
    publication = load_open_publication()
    for file in publication.files if publication else ():
        if file.name == name and publication:
            return publication.find_path(name), file
    return None


def _build_publication(found: dict[str, Any]) -> OpenPublication:
    if not PUBLICATION_ID.fullmatch(found["publication_id"]):
        raise ValueError("not an id of ours")
    data_on = found["data_on"]
    return OpenPublication(
        publication_id=found["publication_id"],
        published_at=datetime.fromisoformat(found["published_at"]),
        by=str(found["by"]),
        build_id=str(found["build_id"]),
        data_on=date.fromisoformat(data_on) if data_on else None,
        is_example=bool(found["is_example"]),
        tables=tuple(found["tables"]),
        files=tuple(OpenFile(**file) for file in found["files"]),
    )
