"""A load: files somebody has handed in, from the upload until they are published.

    <home>/inbox/<load>/load.json     who handed them in and whom they come from
                        files/        the files, under safe names
                        answers.json  what the reader has answered about them
                        preview/      the run that reads them without keeping anything
                        job.json …    the run that imports and publishes them

Every function checks the role itself, whatever the page has checked.
"""

import hashlib
import json
import re
import shutil
import time
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.access import Principal, check_secretariat
from app.commands.job import JOB, load_result, write_private
from app.inbox.safe_names import build_safe_name
from app.settings import load_settings

LOAD_ID = re.compile(r"[0-9a-f]{32}")
OLDEST_SECONDS = 7 * 24 * 3600
READING, READ, UNREADABLE = "reading", "read", "unreadable"
PUBLISHING, PUBLISHED, UNPUBLISHED = "publishing", "published", "unpublished"


@dataclass(frozen=True)
class Load:
    """Files that were handed in together."""

    load_id: str
    folder: Path
    sender_code: str
    received_at: datetime
    by_role_code: str
    n_files: int

    @property
    def files_folder(self) -> Path:
        """Where the files lie."""
        return self.folder / "files"

    @property
    def preview_folder(self) -> Path:
        """Where the run that reads the files leaves what it found."""
        return self.folder / "preview"

    @property
    def answers_file(self) -> Path:
        """What has been answered about the files."""
        return self.folder / "answers.json"

    @property
    def summary_file(self) -> Path:
        """What was approved, kept when the files have gone."""
        return self.folder / "summary.json"

    @property
    def file_names(self) -> list[str]:
        """The names of the files that are still here."""
        if not self.files_folder.is_dir():
            return []
        return sorted(path.name for path in self.files_folder.iterdir())

    def find_file(self, file_name: str, file_sha256: str) -> Path | None:
        """Find a file by its name; by its content where the name was too personal."""
        path = self.files_folder / file_name
        if file_name in self.file_names:
            return path
        for name in self.file_names:
            with (self.files_folder / name).open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
            if found == file_sha256:
                return self.files_folder / name
        return None

    @property
    def stage(self) -> str:
        """How far the load has come; on disk, so that every reader sees the same."""
        if (self.folder / JOB).exists():
            result = load_result(self.folder)
            if result is None:
                return PUBLISHING
            return UNPUBLISHED if result.exit_code else PUBLISHED
        result = load_result(self.preview_folder)
        if result is None:
            return READING
        return UNREADABLE if result.exit_code else READ


def write_load(
    files: Iterable[tuple[str, Any]], *, sender_code: str, principal: Principal
) -> Load:
    """Write received files where the import reads them.

    Args:
        files: Name as the sender wrote it, and content (anything like bytes).
        sender_code: A region's code, or another sender's.
        principal: Who hands them in.

    Raises:
        AccessDenied: The reader is not the secretariat.
    """
    check_secretariat(principal)
    folder = _find_inbox() / uuid.uuid4().hex
    (folder / "files").mkdir(mode=0o700, parents=True)
    folder.chmod(0o700)
    taken: set[str] = set()
    for sent_name, content in files:
        name = build_safe_name(sent_name, taken)
        taken.add(name.casefold())
        path = folder / "files" / name
        path.touch(mode=0o600)
        path.write_bytes(content)
    received_at = datetime.now(UTC)
    load = Load(
        load_id=folder.name,
        folder=folder,
        sender_code=sender_code,
        received_at=received_at,
        by_role_code=principal.role_code,
        n_files=len(taken),
    )
    kept = asdict(load) | {"received_at": received_at.isoformat()}
    del kept["load_id"], kept["folder"]
    write_private(folder / "load.json", kept)
    return load


def find_loads(principal: Principal) -> list[Load]:
    """Find the loads that are on their way in, the newest first."""
    check_secretariat(principal)
    inbox = _find_inbox()
    if not inbox.is_dir():
        return []
    found = [find_load(folder.name, principal) for folder in inbox.iterdir()]
    return sorted(
        (load for load in found if load),
        key=lambda load: load.received_at,
        reverse=True,
    )


def find_load(load_id: str, principal: Principal) -> Load | None:
    """Find one load by its id; None when it is not, or no longer, here."""
    check_secretariat(principal)
    if not LOAD_ID.fullmatch(load_id):
        return None
    folder = _find_inbox() / load_id
    try:
        fields = json.loads((folder / "load.json").read_text(encoding="utf8"))
        return Load(
            load_id=load_id,
            folder=folder,
            sender_code=fields["sender_code"],
            received_at=datetime.fromisoformat(fields["received_at"]),
            by_role_code=fields["by_role_code"],
            n_files=fields["n_files"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove_load(load: Load, principal: Principal) -> None:
    """Remove a load that is published or given up, unless it is being published."""
    check_secretariat(principal)
    if load.stage == PUBLISHING:
        return
    shutil.rmtree(load.folder, ignore_errors=True)


def remove_received(load: Load, principal: Principal) -> None:
    """Remove the files of a published load: the import has taken its own copies."""
    check_secretariat(principal)
    for folder in (load.files_folder, load.preview_folder):
        shutil.rmtree(folder, ignore_errors=True)
    load.answers_file.unlink(missing_ok=True)


def remove_old_loads(principal: Principal) -> None:
    """Remove what nobody has touched for a week and what was never wholly written."""
    check_secretariat(principal)
    inbox = _find_inbox()
    if not inbox.is_dir():
        return
    for folder in inbox.iterdir():
        if time.time() - folder.stat().st_mtime > OLDEST_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _find_inbox() -> Path:
    return load_settings().home / "inbox"
