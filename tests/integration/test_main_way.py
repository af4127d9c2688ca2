"""From files to a published build, with the real command in processes of its own."""

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.conftest import MALBILD, run_malbild
from tests.integration.published import hash_marts, read_pointer


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Path:
    """A copy of the published example that a test may change."""
    copy = tmp_path / "home"
    shutil.copytree(built_home, copy)
    return copy


def test_every_received_row_is_accepted_or_rejected(built_home: Path) -> None:
    shown = run_malbild("status", "--home", built_home, "--json")
    assert shown.returncode == 0, shown.stderr
    status = json.loads(shown.stdout)
    assert status["published"]["is_example"] is True
    imported = [file for file in status["files"] if file["outcome"] == "imported"]
    assert len(imported) >= 7
    for file in imported:
        assert file["n_accepted"] + file["n_rejected"] == file["n_received"], file
        assert bool(file["n_rejected"]) == bool(file["broken_rules"]), file


def test_the_status_for_people_names_the_build_and_the_rules(built_home: Path) -> None:
    shown = run_malbild("status", "--home", built_home)
    assert shown.returncode == 0, shown.stderr
    assert read_pointer(built_home)["build_id"] in shown.stdout
    assert "Exempeldata" in shown.stdout
    assert "unreadable" in shown.stdout


def test_the_same_exports_twice_change_no_number(
    home: Path, example_exports: Path
) -> None:
    before, pointer = hash_marts(home), read_pointer(home)
    again = run_malbild("refresh", "--home", home, "--exports", example_exports)
    assert again.returncode == 0, again.stderr
    assert "unchanged" in again.stdout
    assert hash_marts(home) == before
    assert read_pointer(home) == pointer


def test_a_killed_build_leaves_the_earlier_one_published(home: Path) -> None:
    before = read_pointer(home)
    file = home / "warehouse" / before["file"]
    for delay in (0.5, *(random.Random(1).uniform(1.5, 9) for _ in range(3))):  # noqa: S311
        process = subprocess.Popen(
            [str(MALBILD), "build", "--home", str(home)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert read_pointer(home) == before
        assert hashlib.sha256(file.read_bytes()).hexdigest() == before["sha256"]
    for command in ("build", "score", "publish"):
        done = run_malbild(command, "--home", home)
        assert done.returncode == 0, done.stderr
    assert read_pointer(home)["build_id"] != before["build_id"]
    assert not (home / "warehouse" / "candidate").exists()


def test_two_commands_at_once_the_second_is_refused(home: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl, sys, time\n"
            f"lock = open({str(home / 'warehouse' / '.lock')!r}, 'a+')\n"
            "fcntl.flock(lock, fcntl.LOCK_EX)\n"
            "print('held', flush=True)\n"
            "time.sleep(60)\n",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        refused = run_malbild("refresh", "--home", home)
        assert refused.returncode == 6
        assert "Wait until it is done" in refused.stderr
    finally:
        holder.kill()
        holder.wait()


def test_publishing_without_a_build_says_what_to_do(tmp_path: Path) -> None:
    refused = run_malbild("publish", "--home", tmp_path)
    assert refused.returncode == 4
    assert "malbild build" in refused.stderr


def test_a_full_disk_during_the_build_changes_nothing(home: Path) -> None:
    def allow_two_megabytes() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    before = read_pointer(home)
    failed = run_malbild("build", "--home", home, preexec_fn=allow_two_megabytes)
    assert failed.returncode == 7, failed.stderr
    assert "Free some space" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert read_pointer(home) == before
    assert not (home / "warehouse" / "candidate").exists()
    assert run_malbild("build", "--home", home).returncode == 0


def test_real_files_replace_the_example_and_never_mix(
    home: Path, example_exports: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real" / "supplier_register"
    real.mkdir(parents=True)
    register = next((example_exports / "supplier_register").glob("*.csv"))
    lines = register.read_text(encoding="utf-8-sig").splitlines()
    # The first five suppliers, sent by the secretariat itself: no manifest with them.
    (real / "2025-11-15_leverantorer.csv").write_text(
        "\n".join(lines[:6]) + "\n", encoding="utf-8-sig"
    )
    done = run_malbild("refresh", "--home", home, "--exports", real.parent)
    assert done.returncode == 0, done.stderr
    pointer = read_pointer(home)
    assert pointer["is_example"] is False
    assert pointer["data_on"] == "2025-11-15"
    with duckdb.connect(
        str(home / "warehouse" / pointer["file"]), read_only=True
    ) as con:
        assert con.execute("select count(*) from marts.dim_suppliers").fetchone() == (
            5,
        )
        assert con.execute("select count(*) from marts.fct_findings").fetchone() == (0,)


def test_the_real_workbooks_are_accounted_for_row_by_row(
    public_data: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    folder = public_data / "upphandlingsmyndigheten_2021"
    done = run_malbild("refresh", "--home", home, "--exports", folder)
    assert done.returncode == 0, done.stderr
    status = json.loads(run_malbild("status", "--home", home, "--json").stdout)
    received = {
        file["table"]: (file["n_received"], file["n_accepted"] + file["n_rejected"])
        for file in status["files"]
        if file["outcome"] == "imported"
    }
    assert received == {
        "contracted_tenders": (23187, 23187),
        "contract_values": (9780, 9780),
        "procurements": (18421, 18421),
    }
    left_alone = {
        file["file_name"]
        for file in status["files"]
        if file["outcome"] == "unrecognised"
    }
    assert left_alone == {
        path.name for path in folder.iterdir() if path.suffix in {".csv", ".json"}
    }
    assert status["published"]["is_example"] is False


def test_a_folder_with_nothing_usable_is_an_error_and_says_why(
    home: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "2025-11-01_leverantorer.csv").write_text("Organisationsnummer;Namn\n")
    (sent / "holiday.txt").write_text("not an export")
    before = read_pointer(home)
    failed = run_malbild("refresh", "--home", home, "--exports", sent)
    assert failed.returncode == 3
    assert "2025-11-01_leverantorer.csv" in failed.stdout
    assert "holiday.txt" in failed.stdout
    assert "None of the files could be imported" in failed.stderr
    assert read_pointer(home) == before
