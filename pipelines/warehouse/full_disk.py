"""Recognise a full disk in what DuckDB and dbt say."""

from pipelines.errors import DiskError

#: The operating system's own words, which arrive inside longer messages.
NO_ROOM = ("No space left", "File too large", "Disk quota")


def find_full_disk(message: str) -> DiskError | None:
    """Return the error to show when a message means that the disk is full."""
    if not any(words in message for words in NO_ROOM):
        return None
    return DiskError(
        "The disk is full: the build could not be written. Nothing that was "
        "published has changed. Free some space and run the same command again."
    )
