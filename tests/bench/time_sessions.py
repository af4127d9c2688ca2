"""Time readers who open the overview at the same moment, over the real sockets.

Prints one JSON line: number of readers -> p50 and p95 in seconds, and the server's
processor time a page. Every page must come whole.
"""

import asyncio
import json
import os
import tempfile
from pathlib import Path

from tests.readers import visit_together
from tests.serving import run_watched_server

SIZES = (1, 10, 50, 100)
WARM_UP, TURNS_ALONE = 3, 10


def read_cpu_seconds(pid: int) -> float:
    """Read the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1]
    ticks = [int(field) for field in fields.split()[11:13]]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def time_readers(address: str, pid: int, n_readers: int) -> dict[str, float]:
    """Time one moment of this many readers; a lone one many times."""
    turns = TURNS_ALONE if n_readers == 1 else 1
    before, visits = read_cpu_seconds(pid), []
    for _turn in range(turns):
        visits += asyncio.run(visit_together(address, n_readers))
    assert all(visit.is_whole and not visit.exceptions for visit in visits)
    seconds = sorted(visit.seconds for visit in visits)
    return {
        "p50": seconds[len(seconds) // 2],
        "p95": seconds[int(len(seconds) * 0.95)],
        "cpu_seconds": (read_cpu_seconds(pid) - before) / len(visits),
    }


def main() -> None:
    """Serve the home that MALBILD_HOME names, and let readers come."""
    home = Path(os.environ["MALBILD_HOME"])
    with (
        tempfile.TemporaryDirectory() as folder,
        run_watched_server(home, Path(folder) / "server.log") as (address, server),
    ):
        for _turn in range(WARM_UP):
            time_readers(address, server.pid, 1)
        timed = {str(n): time_readers(address, server.pid, n) for n in SIZES}
    print(json.dumps(timed))


if __name__ == "__main__":
    main()
