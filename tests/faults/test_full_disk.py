"""Room that runs out, writes that fail, imports that are killed: nothing half-done."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import DiskError
from pipelines.importing.ledger import load_ledger
from pipelines.importing.run_import import run_import
from pipelines.settings import ROOT, Settings, load_settings
from pipelines.warehouse.load_imports import load_imports

HEADINGS = "Produkt-ID;Kravpaket;Tema;Antaget"
TABLE = 'imported."environmental_requirements__packages"'

IMPORT = """
import os, signal, sys
from pathlib import Path
from pipelines.importing.run_import import run_import
from pipelines.settings import load_settings

written = 0
fsync = os.fsync

def fsync_and_die(handle):
    global written
    fsync(handle)
    written += 1
    if written == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

os.fsync = fsync_and_die
run_import(Path(sys.argv[1]), load_settings(Path(sys.argv[2])))
"""


@pytest.fixture
def two_files(inbox: Path) -> Path:
    """The good file, and a larger one with a bad row, read after it."""
    rows = [f"Q-{i};Paket {i * 7919};Klimat;2024-01-15" for i in range(20_000)]
    rows[5] = "Q-5;Paket;Moral;2024-01-15"
    (inbox / "b_larger.csv").write_text("\n".join([HEADINGS, *rows]) + "\n")
    return inbox


def count_rows(settings: Settings) -> int:
    with duckdb.connect() as con:
        load_imports(con, settings)
        found = con.execute(f"select count(*) from {TABLE}").fetchone()
    assert found is not None
    return found[0]


def find_leftovers(settings: Settings) -> list[Path]:
    return list(settings.home.rglob("*.half"))


def test_a_full_disk_is_told_and_the_files_before_it_are_safe(
    two_files: Path, settings: Settings
) -> None:
    def allow_little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    failed = subprocess.run(
        [
            *(sys.executable, "-c", "from pipelines.cli import main; main()"),
            *("import", str(two_files), "--home", str(settings.home)),
        ],
        cwd=ROOT,
        preexec_fn=allow_little,
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == DiskError.exit_code, failed.stderr
    assert "The disk is full" in failed.stderr
    assert "b_larger.csv" in failed.stderr
    assert "Free some space" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert [event.file_name for event in load_ledger(settings)] == ["a_good_one.csv"]
    assert count_rows(settings) == 2
    assert not find_leftovers(settings)

    good, larger = run_import(two_files, settings).events
    assert (good.outcome, larger.outcome) == ("unchanged", "imported")
    assert count_rows(settings) == 2 + 19_999


def test_too_little_room_is_told_before_anything_is_written(
    two_files: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 100))
    with pytest.raises(DiskError, match="100 bytes are free") as told:
        run_import(two_files, settings)
    assert "--home" in str(told.value)
    written = {path.name for path in settings.home.rglob("*") if path.is_file()}
    assert written == {"key", "key_check"}  # made once, before the first file


def test_a_write_that_fails_at_any_moment_leaves_no_half_truth(
    two_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync
    n_failures = 0
    for nth in range(1, 40):
        settings = load_settings(tmp_path / f"home{nth}")
        calls = iter(range(1, 1000))

        def fail_at_nth(handle: int, calls=calls, nth=nth) -> None:
            if next(calls) == nth:
                raise OSError(28, "No space left on device")
            fsync(handle)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail_at_nth)
            try:
                run_import(two_files, settings)
            except DiskError:
                n_failures += 1
            else:
                break
        assert count_rows(settings) in {0, 2, 2 + 19_999}
        assert not find_leftovers(settings)
        run_import(two_files, settings)
        assert count_rows(settings) == 2 + 19_999
        assert {event.outcome for event in run_import(two_files, settings).events} == {
            "unchanged"
        }
    assert n_failures >= 10


@pytest.mark.parametrize("nth", [1, 3, 4, 6, 7, 9, 13])
def test_an_import_killed_at_any_moment_is_finished_by_the_next(
    nth: int, two_files: Path, settings: Settings
) -> None:
    arguments = [str(two_files), str(settings.home), str(nth)]
    killed = subprocess.run(
        [sys.executable, "-c", IMPORT, *arguments], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert count_rows(settings) in {0, 2, 2 + 19_999}
    events = run_import(two_files, settings).events
    assert {event.outcome for event in events} <= {"imported", "unchanged"}
    assert count_rows(settings) == 2 + 19_999
    for event in events:
        rejected = pl.read_parquet(event.find_rows(settings.rejected_dir))
        assert rejected.height == event.n_rejected
