"""Write files whole or not at all, and say so plainly when the disk has no room."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import polars as pl

from pipelines.errors import DiskError

AGREEMENT = "agreement_sha256"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_rows(rows: pl.DataFrame, path: Path, agreement_sha256: str) -> None:
    """Write rows as Parquet in one step: readers see the old file or the new one.

    Args:
        rows: What to write.
        path: Where.
        agreement_sha256: By which agreement the rows were read; kept in the file, so
            that rows and ledger can be told apart after an import was killed.

    Raises:
        DiskError: No room or no right to write; what stood there before still does.
    """
    metadata = {AGREEMENT: agreement_sha256}
    # Every reader takes such a file whole, so statistics would only cost time.
    write_whole(
        path,
        lambda file: rows.write_parquet(
            file, metadata=metadata, statistics=False, compression_level=1
        ),
    )


def read_agreement(path: Path) -> str | None:
    """Read by which agreement the rows of a file were read; nothing if it is gone."""
    try:
        return pl.read_parquet_metadata(path).get(AGREEMENT)
    except (FileNotFoundError, pl.exceptions.ComputeError):
        return None


def write_bytes(content: bytes, path: Path, *, is_private: bool = False) -> None:
    """Write bytes in one step, like `write_rows`.

    Args:
        content: What to write.
        path: Where.
        is_private: Only the user who runs this may read the file.

    Raises:
        DiskError: No room or no right to write.
    """
    write_whole(path, lambda file: file.write(content), is_private=is_private)


def write_whole(
    path: Path, write: Callable[[BinaryIO], object], *, is_private: bool = False
) -> None:
    """Let `write` fill a temporary file, then put it in place of `path`.

    Raises:
        DiskError: No room or no right to write.
    """
    half = path.with_name(f".{path.name}.half")
    with run_write(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with half.open("wb") as file:
                if is_private:
                    half.chmod(0o600)
                write(file)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
            _sync_folder(path.parent)
        finally:
            half.unlink(missing_ok=True)


def check_room(folder: Path, needed: int) -> None:
    """Stop before starting when the disk clearly has too little room.

    Raises:
        DiskError: Less than `needed` bytes are free.
    """
    place = folder
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < needed:
        raise DiskError(
            f"Too little room in {folder}: {free:,} bytes are free and {needed:,} are "
            "needed. Free some space, or choose another place with --home, and run "
            "the same command again. Nothing was changed."
        )


@contextmanager
def run_write(path: Path) -> Generator[None, None, None]:
    """Turn the system's word for a full or read-only disk into ours.

    Raises:
        DiskError: Names the file and what to do.
    """
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        if _is_full(error):
            raise DiskError(
                f"The disk is full: {path.name} could not be written in {path.parent}. "
                "Files imported before it are safe and nothing is half-written. Free "
                "some space and run the same command again."
            ) from error
        if getattr(error, "errno", None) in NO_RIGHT:
            raise DiskError(
                f"{path.name} may not be written in {path.parent}. Give this user the "
                "right to write there, or choose another place with --home."
            ) from error
        raise


def _is_full(error: Exception) -> bool:
    # Polars tells the system's error by its number, in a text of its own.
    told = re.search(r"os error (\d+)", str(error))
    number = int(told[1]) if told else getattr(error, "errno", None)
    return number in NO_ROOM or "No space left" in str(error)


def _sync_folder(folder: Path) -> None:
    # A rename is safe from a power cut only when its folder is on disk too.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
