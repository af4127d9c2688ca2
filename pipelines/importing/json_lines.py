"""Keep a list that only grows: one JSON object a line, never rewritten.

A line cut off by a crash is passed over by readers and removed by the next writer.
"""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.importing.write_rows import run_write


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read every whole line, oldest first; nothing when the file is not there."""
    if not path.exists():
        return
    for line in path.read_bytes().splitlines(keepends=True):
        if not line.endswith(b"\n"):
            return
        yield json.loads(line)


def write_line(written: dict[str, Any], path: Path) -> None:
    """Add one line; it is on disk when this returns.

    Raises:
        DiskError: No room or no right to write.
    """
    write_lines([written], path)


def write_lines(written: list[dict[str, Any]], path: Path) -> None:
    """Add lines in one go; they are on disk when this returns.

    Raises:
        DiskError: No room or no right to write.
    """
    lines = "".join(
        json.dumps(line, ensure_ascii=False, default=_write_day) + "\n"
        for line in written
    )
    with run_write(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            _remove_half_line(file)
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())


def _write_day(part: date) -> str:
    return part.isoformat()


def _remove_half_line(file: Any) -> None:
    file.seek(0)
    content = file.read()
    file.truncate(content.rfind(b"\n") + 1)
    file.seek(0, os.SEEK_END)
