"""Measure the import of the widest source, beside DuckDB reading the same file."""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from measuring import MALBILD, ROOT, Row, run_measured

N_ROWS = 1_000_000
#: Import and floor take turns, so that a busy moment does not meet only one of them.
TURNS = 3
KINDS = {"plain": "", "quoted": ", a quoted cell in every line"}


def run_wide(folder: Path) -> list[Row]:
    """Measure the import of a million rows, 16 % bad, without and with quotations."""
    bench = ROOT / "tests" / "bench"
    printed = subprocess.run(
        [sys.executable, bench / "wide_exports.py", folder / "wide", str(N_ROWS)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    written = json.loads(printed.splitlines()[-1])
    rows = []
    for kind, path in written["files"].items():
        what = (
            f"import of 1 M rows of {written['source']}, {written['n_columns']} "
            f"columns, {written['n_bad'] / N_ROWS:.0%} bad{KINDS[kind]}"
        )
        rows += run_one(folder / kind, Path(path), what, written["n_bad"])
    return rows


def run_one(home: Path, path: Path, what: str, n_bad: int) -> list[Row]:
    """Measure one file: the seconds of the middle turn, the highest peak memory."""
    bare = str(ROOT / "tests" / "bench" / "bare_read.py")
    ours, theirs = [], []
    for turn in range(TURNS):
        theirs.append(
            run_measured(sys.executable, bare, str(path), str(os.cpu_count()))
        )
        place = f"{home}-{turn}"
        ours.append(run_measured(MALBILD, "import", str(path.parent), "--home", place))
        check_counts(Path(place), n_bad)
    seconds, floor = (
        statistics.median(turn[0] for turn in turns) for turns in (ours, theirs)
    )
    return [
        Row(
            f"{what} ÷ DuckDB's bare read_csv",
            seconds,
            "s",
            floor=floor,
            aim="at most 4 ×",
            met=seconds <= 4 * floor,
        ),
        Row("rows a second", N_ROWS / seconds, "rows/s"),
        Row(
            "peak memory",
            max(peak for _, peak in ours),
            "MiB",
            floor=max(peak for _, peak in theirs),
        ),
    ]


def check_counts(home: Path, n_bad: int) -> None:
    """Stop when the import did not tell good rows from bad ones."""
    ledger = (home / "imported" / "ledger.jsonl").read_text(encoding="utf8")
    event = json.loads(ledger.splitlines()[-1])
    counts = event["n_accepted"], event["n_rejected"]
    if counts != (N_ROWS - n_bad, n_bad):
        sys.exit(f"accepted and rejected {counts}, expected {n_bad} rejected")
