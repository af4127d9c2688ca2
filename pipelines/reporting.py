"""Start the app's report writer as a process of its own and show how far it has come.

The app and this half share no code: a job goes in as a file, JSON lines come back.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from pipelines.errors import ReportError
from pipelines.settings import Settings, read_progress_form


def run_reports(settings: Settings, job: Path) -> list[str]:
    """Write the reports of a job, say what an own template lacks, return the files.

    Raises:
        ReportError: A report could not be written, in words from the writer.
    """
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "app.reports", str(job.resolve())],
        cwd=settings.root,
        env=os.environ | {"MALBILD_HOME": str(settings.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf8",
    )
    complaint = _show_lines(process)
    answer = process.stdout.read() if process.stdout else ""
    if process.wait() or not answer:
        raise ReportError(complaint or "The report could not be written.")
    told = json.loads(answer)
    for missing in told["missing"]:
        Console(stderr=True).print(missing, markup=False, highlight=False)
    return sorted(told["written"])


def _show_lines(process: "subprocess.Popen[str]") -> str:
    """Show each step as it is done; return what went wrong, if anything did."""
    as_json = read_progress_form() == "json"
    complaint, unread = "", []
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        disable=as_json,
    ) as bar:
        task = bar.add_task("Write reports", total=None)
        for line in process.stderr or ():
            told = _read_line(line)
            if told is None:
                unread.append(line)
            elif "error" in told:
                complaint = str(told["error"])
            elif "reports" in told:
                bar.update(task, total=told["reports"])
            else:
                if as_json:
                    sys.stderr.write(line)
                    sys.stderr.flush()
                bar.advance(task, int(told.get("state") == "done"))
    return complaint or "".join(unread[-1:]).strip()


def _read_line(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None
