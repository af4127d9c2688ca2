"""Start the `malbild` command and leave it to its watcher, or wait for its answer."""

import fcntl
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.commands.job import (
    ANSWER,
    LOCK,
    MOST_MEMORY_BYTES,
    Job,
    Result,
    load_result,
    read_complaint,
    write_job,
)
from app.settings import ROOT, load_settings

A_MINUTE = 60.0


@dataclass(frozen=True)
class Answer:
    """What a command that was waited for has printed, and how it ended."""

    result: Result
    text: str
    complaint: str


def start_command(
    folder: Path,
    *arguments: str,
    longest_seconds: float,
    most_memory_bytes: int = MOST_MEMORY_BYTES,
    most_data_bytes: int = MOST_MEMORY_BYTES,
) -> "subprocess.Popen[bytes]":
    """Start a command that goes on without this process; its folder tells the rest.

    Args:
        folder: Where the run keeps its files; see job.py.
        arguments: What would follow `malbild` on the command line.
        longest_seconds: The command is stopped when this much time has passed.
        most_memory_bytes: Address space that it may reserve.
        most_data_bytes: Memory of its own that it may have the right to write in.

    Returns:
        The watcher, for those who want to wait.
    """
    job = Job(
        arguments=arguments,
        home=str(load_settings().home),
        longest_seconds=longest_seconds,
        most_memory_bytes=most_memory_bytes,
        most_data_bytes=most_data_bytes,
    )
    write_job(job, folder)
    # The lock is taken here and goes on in the watcher, so that nobody who looks in
    # between believes that it has ended.
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "app.commands.watch", str(folder)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=(lock.fileno(),),
        )


def run_command(*arguments: str, longest_seconds: float = A_MINUTE) -> Answer:
    """Run a short command and wait for it.

    Args:
        arguments: What would follow `malbild` on the command line.
        longest_seconds: The command is stopped when this much time has passed.
    """
    with tempfile.TemporaryDirectory(prefix="malbild-") as place:
        folder = Path(place)
        start_command(folder, *arguments, longest_seconds=longest_seconds).wait()
        return Answer(
            result=load_result(folder) or Result(exit_code=-9, is_stopped=False),
            text=(folder / ANSWER).read_text("utf8", errors="replace"),
            complaint=read_complaint(folder),
        )
