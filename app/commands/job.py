"""One run of the `malbild` command, as files in a folder that outlive this process.

job.json       what to run, within which limits
progress.jsonl what the command tells on stderr: a JSON line per step, and errors
stdout         what it answers
result.json    how it ended
running.lock   locked for as long as somebody watches the command
"""

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

A_GIBIBYTE = 2**30
# What a command may reserve. Polars and DuckDB reserve several times what they use:
# three gibibytes for a refresh that never holds more than half of one.
MOST_MEMORY_BYTES = 8 * A_GIBIBYTE
JOB, RESULT, PROGRESS, ANSWER, LOCK = (
    *("job.json", "result.json", "progress.jsonl", "stdout", "running.lock"),
)
JOB_FILES = (JOB, RESULT, PROGRESS, ANSWER, LOCK)


@dataclass(frozen=True)
class Job:
    """What to run: arguments of `malbild`, the home, and the limits."""

    arguments: tuple[str, ...]
    home: str
    longest_seconds: float
    most_memory_bytes: int = MOST_MEMORY_BYTES
    most_data_bytes: int = MOST_MEMORY_BYTES


@dataclass(frozen=True)
class Result:
    """How a command ended; `is_stopped` when its time was up.

    The exit code is negative when a signal ended the command, as when it ran out of
    memory.
    """

    exit_code: int
    is_stopped: bool


@dataclass(frozen=True)
class Step:
    """A step of a running command: started, done or failed."""

    name: str
    state: str


def write_job(job: Job, folder: Path) -> None:
    """Write what to run, and remove what an earlier run in the folder has left."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    remove_job(folder)
    write_private(folder / JOB, asdict(job))


def load_job(folder: Path) -> Job:
    """Load what to run."""
    fields = json.loads((folder / JOB).read_text(encoding="utf8"))
    return Job(**fields | {"arguments": tuple(fields["arguments"])})


def load_result(folder: Path) -> Result | None:
    """Load how the command ended; None while it runs.

    A watcher that was killed leaves no result: then the command counts as killed too.
    """
    try:
        return Result(**json.loads((folder / RESULT).read_text(encoding="utf8")))
    except FileNotFoundError:
        pass
    if not (folder / LOCK).exists() or check_is_watched(folder):
        return None
    # It may have ended between the two looks.
    if (folder / RESULT).exists():
        return load_result(folder)
    return Result(exit_code=-9, is_stopped=False)


def check_is_watched(folder: Path) -> bool:
    """Tell whether a watcher holds the folder's lock."""
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def find_seconds(folder: Path) -> int:
    """Find how long ago a command was started."""
    return int(time.time() - (folder / JOB).stat().st_mtime)


def load_steps(folder: Path) -> tuple[Step, ...]:
    """Load the steps so far, in the order they started, each with its latest state."""
    states: dict[str, str] = {}
    for line in _read_lines(folder):
        if (told := _read_step(line)) is not None:
            states[told.name] = told.state
    return tuple(Step(name=name, state=state) for name, state in states.items())


def read_complaint(folder: Path) -> str:
    """Read what the command wrote besides its steps: why it failed, in English."""
    lines = [line for line in _read_lines(folder) if _read_step(line) is None]
    return "\n".join(lines).strip()


def remove_job(folder: Path) -> None:
    """Remove what a run has left in a folder."""
    for name in JOB_FILES:
        (folder / name).unlink(missing_ok=True)


def write_private(path: Path, content: Any) -> None:
    """Write JSON that only this user may read, all of it or nothing."""
    beside = path.with_name(f"{path.name}.new")
    text = json.dumps(content, ensure_ascii=False, indent=2)
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
    ) as file:
        file.write(text)
    beside.replace(path)


def _read_lines(folder: Path) -> list[str]:
    try:
        return (folder / PROGRESS).read_text("utf8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _read_step(line: str) -> Step | None:
    try:
        told = json.loads(line)
        return Step(name=str(told["step"]), state=str(told["state"]))
    except (ValueError, KeyError, TypeError):
        return None
