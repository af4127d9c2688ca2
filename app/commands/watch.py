"""Watch one command: `python -m app.commands.watch FOLDER`.

job.json ─→ malbild, in a process group of its own ─→ progress.jsonl, stdout
                 └ its time is up: the group is killed ─→ result.json

The watcher is a process of its own too, so that a long command goes on, and is still
stopped in time, when the reader leaves the page or the app is started again.
"""

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from app.commands.job import (
    ANSWER,
    PROGRESS,
    RESULT,
    Job,
    Result,
    load_job,
    write_private,
)
from app.settings import ROOT

# Readers come first: their pages get the processor, and when memory runs out the
# system ends the command.
LESS_URGENT = 5
FIRST_TO_GO = "500"


def run_job(job: Job, folder: Path) -> Result:
    """Run the command to its end, or to the end of its time.

    Not: anything to call in the app's own process, which would keep the limits.
    """
    os.umask(0o077)
    os.nice(LESS_URGENT)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")
    limit = (job.most_memory_bytes, job.most_memory_bytes)
    resource.setrlimit(resource.RLIMIT_AS, limit)
    resource.setrlimit(resource.RLIMIT_DATA, (job.most_data_bytes, job.most_data_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    environment = os.environ | {"MALBILD_HOME": job.home, "MALBILD_PROGRESS": "json"}
    with (folder / ANSWER).open("wb") as answer, (folder / PROGRESS).open("wb") as told:
        command = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "pipelines", *job.arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=told,
            start_new_session=True,
        )
    try:
        return Result(command.wait(timeout=job.longest_seconds), is_stopped=False)
    except subprocess.TimeoutExpired:
        return Result(exit_code=-signal.SIGKILL, is_stopped=True)
    finally:
        # Whatever the command has started goes with it.
        with suppress(ProcessLookupError):
            os.killpg(command.pid, signal.SIGKILL)
        command.wait()


def main() -> None:
    """Read the folder from the command line, run its job and write how it ended."""
    signal.signal(signal.SIGTERM, _stop)
    folder = Path(sys.argv[1])
    result = run_job(load_job(folder), folder)
    write_private(folder / RESULT, asdict(result))


def _stop(_signal: int, _frame: object) -> NoReturn:
    sys.exit(1)


if __name__ == "__main__":
    main()
