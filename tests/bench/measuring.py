"""What a benchmark measures, and how a command is measured."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MALBILD = str(Path(sys.executable).parent / "malbild")


@dataclass(frozen=True)
class Row:
    """One line of the table: a figure, what it is held against, and the aim."""

    what: str
    measured: float
    unit: str
    floor: float | None = None
    aim: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """Return measured ÷ floor."""
        return self.measured / self.floor if self.floor else None


def run_measured(*command: str) -> tuple[float, float]:
    """Run one command; return its seconds and its peak memory in MiB."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=ROOT, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            printed.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{printed.read().decode()}")
    return seconds, usage.ru_maxrss / 1024
