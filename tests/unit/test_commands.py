import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.commands.job import (
    LOCK,
    PROGRESS,
    Result,
    Step,
    load_result,
    load_steps,
    read_complaint,
)
from app.commands.run_command import run_command, start_command
from app.components.load_words import BUSY

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def wait_for_result(folder: Path) -> Result:
    given_up_at = time.monotonic() + 60
    while time.monotonic() < given_up_at:
        result = load_result(folder)
        if result is not None:
            return result
        time.sleep(0.05)
    raise AssertionError("the command did not end")


def test_a_command_answers_in_the_home_of_the_app(home: Path) -> None:
    answer = run_command("status", "--json")
    assert answer.result == Result(exit_code=0, is_stopped=False)
    assert json.loads(answer.text)["home"] == str(home)


def test_a_command_that_fails_says_why() -> None:
    answer = run_command("publish")
    assert answer.result == Result(exit_code=4, is_stopped=False)
    assert "no finished build" in answer.complaint


def test_a_home_where_somebody_works_is_busy(home: Path) -> None:
    (home / "warehouse").mkdir(parents=True)
    with (home / "warehouse" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run_command("publish").result.exit_code == BUSY


def test_a_command_is_stopped_when_its_time_is_up(tmp_path: Path) -> None:
    started = time.monotonic()
    watcher = start_command(tmp_path / "job", "status", longest_seconds=0.2)
    assert watcher.wait(timeout=30) == 0
    assert load_result(tmp_path / "job") == Result(
        exit_code=-signal.SIGKILL, is_stopped=True
    )
    assert time.monotonic() - started < 20


def test_a_command_may_not_take_all_memory_and_takes_none_of_ours(
    tmp_path: Path,
) -> None:
    (tmp_path / "files").mkdir()
    cells = ";".join(["1234567890"] * 20)
    (tmp_path / "files" / "big.csv").write_text(
        ";".join(f"h{n}" for n in range(20)) + f"\n{cells}" * 50_000 + "\n"
    )
    before = read_memory("self")
    watcher = start_command(
        tmp_path / "job",
        *("import", str(tmp_path / "files"), "--preview", "--json"),
        longest_seconds=60,
        most_memory_bytes=400 * 2**20,
    )
    watcher.wait(timeout=60)
    result = load_result(tmp_path / "job")
    assert result is not None
    assert result.exit_code != 0
    assert not result.is_stopped
    assert read_memory("self") - before < 20 * 2**20


def test_a_command_goes_on_when_the_app_has_ended(tmp_path: Path, home: Path) -> None:
    start = (
        "import sys; from pathlib import Path; "
        "from app.commands.run_command import start_command; "
        "start_command(Path(sys.argv[1]), 'status', '--json', longest_seconds=60)"
    )
    folder = tmp_path / "job"
    subprocess.run([sys.executable, "-c", start, str(folder)], check=True, cwd=ROOT)
    assert wait_for_result(folder).exit_code == 0
    assert str(home) in (folder / "stdout").read_text()


def test_a_command_whose_watcher_was_killed_counts_as_killed(tmp_path: Path) -> None:
    folder = tmp_path / "job"
    watcher = start_command(folder, "status", longest_seconds=60)
    assert load_result(folder) is None
    os.kill(watcher.pid, signal.SIGKILL)
    watcher.wait(timeout=10)
    assert load_result(folder) == Result(exit_code=-signal.SIGKILL, is_stopped=False)


def test_steps_are_told_in_order_with_their_latest_state(tmp_path: Path) -> None:
    lines = [
        '{"step": "Import", "state": "started"}',
        '{"step": "Import", "state": "done", "seconds": 1.2}',
        '{"step": "Build", "state": "started"}',
        "a warning of some library",
        '{"step": "Bui',
    ]
    (tmp_path / PROGRESS).write_text("\n".join(lines))
    assert load_steps(tmp_path) == (Step("Import", "done"), Step("Build", "started"))
    assert read_complaint(tmp_path).startswith("a warning")


def test_a_folder_in_which_nothing_was_started_has_no_result(tmp_path: Path) -> None:
    assert load_result(tmp_path) is None
    assert load_steps(tmp_path) == ()
    assert not (tmp_path / LOCK).exists()


def read_memory(process: str) -> int:
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
