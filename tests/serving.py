"""The real server, as a user starts it, for the tests that need one."""

import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_START_SECONDS = 60


@contextmanager
def run_server(home: Path, log: Path) -> Generator[str]:
    """Serve a home on a free port and give the address; stop it afterwards."""
    with run_watched_server(home, log) as (address, _server):
        yield address


@contextmanager
def run_watched_server(
    home: Path, log: Path, *, port: int = 0
) -> Generator[tuple[str, subprocess.Popen]]:
    """Serve a home and give the process too, for those who watch or restart it."""
    with log.open("w", encoding="utf8") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "app.asgi", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"MALBILD_HOME": str(home)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _read_address(server, log), server
    finally:
        server.terminate()
        server.wait(timeout=20)


def _read_address(server: subprocess.Popen, log: Path) -> str:
    given_up_at = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < given_up_at and server.poll() is None:
        for line in log.read_text(encoding="utf8").splitlines():
            if "http://" in line:
                return "http://" + line.split("http://")[1].strip()
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf8')}")
