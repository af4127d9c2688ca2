"""A report's file on its way: made by a process of its own, fetched by who asked.

    <home>/reports/<run>/made.json    who asked, for what
                         work.json    what `malbild report --job` reads
                         template     the template of one's own, if any
                         job.json ... the run of the command
                         report       the file itself
                         figures.json the figures that it tells

The file is made with the rights of whoever asked, and only the same role with the same
regions is let to it. Every function checks that itself.
"""

import json
import re
import shutil
import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.access import EVERY_ROLE, Principal
from app.commands.job import JOB, load_result
from app.errors import AccessDenied
from app.settings import load_settings

RUN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MADE, WORK, TEMPLATE, CONTENT, FIGURES = (
    *("made.json", "work.json", "template", "report", "figures.json"),
)
FORMATS = ("pptx", "docx", "pdf", "xlsx")
OLDEST_SECONDS = 24 * 3600
RUNNING, DONE, FAILED = "running", "done", "failed"


@dataclass(frozen=True)
class MadeFile:
    """A report being made, or made; `version_id` where it is of a saved version."""

    run_id: str
    folder: Path
    name: str
    file_name: str
    file_format: str
    version_id: str | None
    reader: Principal
    data_on: date
    started_at: datetime

    @property
    def stage(self) -> str:
        """How far it has come; on disk, so that it is found again after a restart."""
        if not (self.folder / JOB).exists():
            return FAILED
        result = load_result(self.folder)
        if result is None:
            return RUNNING
        is_whole = result.exit_code == 0 and (self.folder / CONTENT).is_file()
        return DONE if is_whole else FAILED


def find_files(principal: Principal) -> list[MadeFile]:
    """Find those that the same role has asked for, the newest first."""
    check_reader(principal)
    mine = [each for each in find_every_file() if check_is_own(each, principal)]
    return sorted(mine, key=lambda each: each.started_at, reverse=True)


def find_file(run_id: str, principal: Principal) -> MadeFile | None:
    """Find one; None when it is not, or no longer, here, or is somebody else's."""
    check_reader(principal)
    if not RUN_ID.fullmatch(run_id):
        return None
    found = _find_whole(find_room() / run_id)
    return found if found and check_is_own(found, principal) else None


def load_content(run_id: str, principal: Principal) -> bytes:
    """Load the finished file.

    Raises:
        AccessDenied: It is not here, not finished, or somebody else's.
    """
    made = find_file(run_id, principal)
    if made is None or made.stage != DONE:
        raise AccessDenied(principal.role_code)
    return (made.folder / CONTENT).read_bytes()


def load_figures(made: MadeFile, principal: Principal) -> list[dict[str, Any]] | None:
    """Load the figures that the file tells; None when they cannot be read."""
    if not check_is_own(made, principal):
        raise AccessDenied(principal.role_code)
    try:
        told = json.loads((made.folder / FIGURES).read_text("utf8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, list) else None


def remove_file(made: MadeFile, principal: Principal) -> None:
    """Remove one that the reader has asked for, unless it is being made."""
    if not check_is_own(made, principal):
        raise AccessDenied(principal.role_code)
    if made.stage != RUNNING:
        shutil.rmtree(made.folder, ignore_errors=True)


def remove_old_files(principal: Principal) -> None:
    """Remove what is older than a day, whoever asked for it."""
    check_reader(principal)
    room = find_room()
    if not room.is_dir():
        return
    for folder in room.iterdir():
        if time.time() - folder.stat().st_mtime > OLDEST_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def find_every_file() -> list[MadeFile]:
    """Find all, whoever asked for them, to count them."""
    room = find_room()
    folders = room.iterdir() if room.is_dir() else ()
    return [made for folder in folders if (made := _find_whole(folder))]


def _find_whole(folder: Path) -> MadeFile | None:
    try:
        return load_made_file(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load_made_file(folder: Path) -> MadeFile:
    """Load what is being made in a folder."""
    fields = json.loads((folder / MADE).read_text(encoding="utf8"))
    reader = fields["reader"]
    return MadeFile(
        run_id=folder.name,
        folder=folder,
        name=fields["name"],
        file_name=fields["file_name"],
        file_format=fields["file_format"],
        version_id=fields["version_id"],
        reader=Principal(
            role_code=reader["role_code"],
            region_codes=tuple(reader["region_codes"]),
            build_id=reader["build_id"],
        ),
        data_on=date.fromisoformat(fields["data_on"]),
        started_at=datetime.fromisoformat(fields["started_at"]),
    )


def check_reader(principal: Principal) -> None:
    """Let those who are signed in through.

    Raises:
        AccessDenied: The reader is somebody else.
    """
    if principal.role_code not in EVERY_ROLE:
        raise AccessDenied(principal.role_code)


def check_is_own(made: MadeFile, principal: Principal) -> bool:
    """Tell whether the same role, for the same regions, has asked for it."""
    asked = (made.reader.role_code, made.reader.region_codes)
    return asked == (principal.role_code, principal.region_codes)


def find_room() -> Path:
    """Find where files are made."""
    return load_settings().home / "reports"
