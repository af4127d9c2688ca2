"""Keep a list that is only ever added to, one JSON object a line."""

import json
import os
from pathlib import Path
from typing import Any

from pipelines.importing.write_rows import run_write


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read every whole line, oldest first; one that a crash cut off is passed over."""
    if not path.exists():
        return []
    lines = path.read_bytes().splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    """Add lines in one go, after removing what a crash has left half-written.

    Raises:
        DiskError: No room or no right to write.
    """
    written = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    with run_write(path), path.open("ab+") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.seek(0, os.SEEK_END)
        file.write(written.encode())
        file.flush()
        os.fsync(file.fileno())
