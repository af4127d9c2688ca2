"""Tell the person, or the program, that waits which step is running."""

import json
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console

from pipelines.settings import read_progress_form


@contextmanager
def run_step(name: str) -> Generator[None, None, None]:
    """Run one step and tell on stderr how long it took.

    With MALBILD_PROGRESS=json each line is one JSON object: `step`, `state` ("started",
    "done" or "failed") and, at the end, `seconds`.
    """
    started = time.perf_counter()
    as_json = read_progress_form() == "json"
    if as_json:
        _write_json(name, "started")
    state = "failed"
    try:
        with _show_running(name, silent=as_json):
            yield
        state = "done"
    finally:
        seconds = time.perf_counter() - started
        if as_json:
            _write_json(name, state, seconds)
        else:
            mark = "" if state == "done" else " ✖"
            _console().print(
                f"▸ {name} … {seconds:.1f} s{mark}", markup=False, highlight=False
            )


@contextmanager
def _show_running(name: str, *, silent: bool) -> Generator[None, None, None]:
    console = _console()
    # A spinner in a log file or a pipe is noise; there the finished line is enough.
    if silent or not console.is_terminal:
        yield
        return
    with console.status(f"{name} …", spinner="dots"):
        yield


def _console() -> Console:
    # Made anew each time, so that it follows a redirected stderr.
    return Console(stderr=True, soft_wrap=True)


def _write_json(name: str, state: str, seconds: float | None = None) -> None:
    line: dict[str, object] = {"step": name, "state": state}
    if seconds is not None:
        line["seconds"] = round(seconds, 3)
    sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stderr.flush()
