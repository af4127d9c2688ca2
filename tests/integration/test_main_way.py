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

OF_THE_BUILD_ITSELF = {"fct_builds"}
#: Columns that name a build or the moment of loading, not the data.
MOMENTS = {"build_id", "built_at", "loaded_at", "published_at"}


def read_pointer(home: Path) -> dict:
    return json.loads((home / "warehouse" / "current.json").read_text(encoding="utf8"))


def hash_marts(home: Path) -> dict[str, str]:
    """One hash per published mart, independent of the order of rows."""
    path = home / "warehouse" / read_pointer(home)["file"]
    hashes = {}
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute(
            "select table_name from information_schema.tables "
            "where table_schema = 'marts'"
        ).fetchall()
        for (table,) in tables:
            if table in OF_THE_BUILD_ITSELF:
                continue
            columns = [
                f'"{row[0]}"'
                for row in con.execute(f'describe marts."{table}"').fetchall()
                if row[0] not in MOMENTS
            ]
            rows = con.execute(
                f'select {", ".join(columns)} from marts."{table}"'
            ).fetchall()
            lines = sorted(repr(row) for row in rows)
            hashes[table] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return hashes


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Path:
    """A copy of the published example that a test may change."""
    copy = tmp_path / "home"
    shutil.copytree(built_home, copy)
    return copy


@pytest.fixture(scope="module")
def scored_once(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published example, built and ranked once more, for copies."""
    folder = tmp_path_factory.mktemp("scored") / "home"
    shutil.copytree(built_home, folder)
    for command in ("build", "score"):
        done = run_malbild(command, "--home", folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def scored(scored_once: Path, tmp_path: Path) -> Path:
    """A copy with a finished build to publish, which a test may change."""
    copy = tmp_path / "scored"
    shutil.copytree(scored_once, copy)
    return copy


#: These share one finished build, so they run in one process.
with_a_finished_build = pytest.mark.xdist_group("finished_build")


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


@with_a_finished_build
def test_building_the_same_again_changes_no_number(scored: Path) -> None:
    before, pointer = hash_marts(scored), read_pointer(scored)
    done = run_malbild("publish", "--home", scored)
    assert done.returncode == 0, done.stderr
    assert read_pointer(scored)["build_id"] != pointer["build_id"]
    assert hash_marts(scored) == before


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


@with_a_finished_build
def test_only_the_last_three_builds_are_kept(scored: Path) -> None:
    folder = scored / "warehouse"
    published = read_pointer(scored)
    for n in range(4):
        name = f"warehouse-20000101T00000{n}Z-0000"
        (folder / f"{name}.duckdb").write_bytes(b"old")
        (folder / f"{name}.json").write_text("{}")
    assert run_malbild("publish", "--home", scored).returncode == 0
    kept = sorted(path.name for path in folder.glob("warehouse-*.duckdb"))
    assert len(kept) == 3
    assert published["file"] in kept
    assert read_pointer(scored)["file"] in kept


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


@with_a_finished_build
def test_a_mart_that_loses_its_rows_is_not_published(scored: Path) -> None:
    candidate = scored / "warehouse" / "candidate" / "malbild.duckdb"
    with duckdb.connect(str(candidate)) as con:
        con.execute("delete from marts.fct_contracts")
    before = read_pointer(scored)
    refused = run_malbild("publish", "--home", scored)
    assert refused.returncode == 5
    assert "fct_contracts" in refused.stderr
    assert "--force" in refused.stderr
    assert read_pointer(scored) == before
    forced = run_malbild("publish", "--home", scored, "--force")
    assert forced.returncode == 0, forced.stderr


@with_a_finished_build
def test_a_damaged_candidate_is_not_published(scored: Path) -> None:
    candidate = scored / "warehouse" / "candidate" / "malbild.duckdb"
    candidate.write_bytes(candidate.read_bytes()[:4096])
    before = read_pointer(scored)
    refused = run_malbild("publish", "--home", scored)
    assert refused.returncode == 5
    assert "refresh" in refused.stderr
    assert read_pointer(scored) == before


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
