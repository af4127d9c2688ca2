"""A file's sha256 beside it, in the form that `sha256sum --check` reads."""

import hashlib
import os
from pathlib import Path

from pipelines.errors import StoreError


def write_checksum(file: Path, *, stands_for: Path) -> None:
    """Write the sum of a file under the name that the file is about to get."""
    with _find_beside(stands_for).open("w", encoding="utf8") as beside:
        beside.write(f"{build_checksum(file)}  {stands_for.name}\n")
        beside.flush()
        os.fsync(beside.fileno())


def check_checksum(file: Path) -> None:
    """Let a file through that is what it was when its sum was written.

    Raises:
        StoreError: It is another, or has no sum beside it.
    """
    beside = _find_beside(file)
    if not beside.is_file():
        raise StoreError(
            f"{beside} is missing, so nobody can tell whether {file.name} is whole. "
            "Copy both files from where the backups are kept, then try again."
        )
    expected = beside.read_text(encoding="utf8").split()[:1]
    if expected != [build_checksum(file)]:
        raise StoreError(
            f"{file} is not what was backed up: its sha256 differs from {beside.name}. "
            "It was damaged or cut off on the way. Take another copy of it, or an "
            "earlier backup."
        )


def build_checksum(file: Path) -> str:
    """Return the sha256 of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _find_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")
