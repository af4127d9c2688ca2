import json
import os
import time
from pathlib import Path

import pytest

from app.access import Principal
from app.commands.job import JOB, RESULT
from app.errors import AccessDenied
from app.inbox import loads
from app.inbox.loads import (
    Load,
    find_load,
    find_loads,
    remove_load,
    remove_old_loads,
    remove_received,
    write_load,
)
from app.inbox.read_preview import build_files
from app.inbox.runs import remove_file, start_preview, start_refresh
from app.inbox.safe_names import build_safe_name

SECRETARIAT = Principal("secretariat", (), "build")
REGION = Principal("region", ("12",), "build")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    return tmp_path


def build_load(*names: str) -> Load:
    files = [(name, name.encode()) for name in names or ("a.csv",)]
    return write_load(files, sender_code="12", principal=SECRETARIAT)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("avtal.csv", "avtal.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\avtal.xlsx", "avtal.xlsx"),
        ("..", "file-"),
        (".hidden.csv", "file-hidden.csv"),
        ("~$avtal.xlsx", "file-avtal.xlsx"),
        ("exempeldata.json", "file-exempeldata.json"),
        ("a\u202evsc.exe\n\x00.csv", "avsc.exe.csv"),
        ("A\u030a.csv", "\u00c5.csv"),
        ("", "file-"),
    ],
)
def test_names_lead_nowhere_else_and_are_not_passed_over(sent: str, kept: str) -> None:
    assert build_safe_name(sent, set()) == kept


def test_long_names_fit_and_no_two_files_share_one() -> None:
    name = build_safe_name("\U0001f600" * 200 + ".csv", set())
    assert len(name.encode()) < 220
    assert name.endswith(".csv")
    assert build_safe_name("A.csv", {"a.csv", "2-a.csv"}) == "3-A.csv"


def test_files_are_written_for_this_user_only_and_found_again() -> None:
    load = build_load("a.csv", "../a.csv")
    assert load.file_names == ["2-a.csv", "a.csv"]
    for path in load.files_folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert load.folder.stat().st_mode & 0o777 == 0o700
    assert find_load(load.load_id, SECRETARIAT) == load
    assert find_loads(SECRETARIAT) == [load]


@pytest.mark.parametrize("load_id", ["..", "0" * 32, "a/b", "", "%2e%2e"])
def test_a_load_that_is_not_there_is_not_found(load_id: str) -> None:
    assert find_load(load_id, SECRETARIAT) is None


def test_nobody_else_gets_at_a_load() -> None:
    load = build_load()
    for attempt in (
        lambda: write_load([], sender_code="12", principal=REGION),
        lambda: find_load(load.load_id, REGION),
        lambda: find_loads(REGION),
        lambda: remove_load(load, REGION),
        lambda: remove_received(load, REGION),
        lambda: start_preview(load, {}, REGION),
    ):
        with pytest.raises(AccessDenied):
            attempt()
    assert load.file_names == ["a.csv"]
    assert not load.preview_folder.exists()


def test_a_load_goes_from_reading_to_published() -> None:
    load = build_load()
    assert load.stage == loads.READING
    load.preview_folder.mkdir()
    write_result(load.preview_folder, 3)
    assert load.stage == loads.UNREADABLE
    write_result(load.preview_folder, 0)
    assert load.stage == loads.READ
    (load.folder / JOB).write_text("{}")
    assert load.stage == loads.PUBLISHING
    # A page that was drawn earlier can neither stop it nor start it again.
    remove_load(load, SECRETARIAT)
    start_preview(load, {}, SECRETARIAT)
    start_refresh(load, {}, SECRETARIAT)
    assert load.file_names == ["a.csv"]
    assert (load.folder / JOB).read_text() == "{}"
    write_result(load.folder, 6)
    assert load.stage == loads.UNPUBLISHED
    write_result(load.folder, 0)
    assert load.stage == loads.PUBLISHED
    remove_received(load, SECRETARIAT)
    assert load.file_names == []
    assert load.stage == loads.PUBLISHED


def test_what_nobody_has_touched_for_a_week_is_removed() -> None:
    old, new = build_load(), build_load()
    long_ago = time.time() - loads.OLDEST_SECONDS - 60
    os.utime(old.folder, (long_ago, long_ago))
    remove_old_loads(SECRETARIAT)
    assert find_loads(SECRETARIAT) == [new]
    assert not old.folder.exists()


def test_a_file_that_is_taken_out_is_gone_from_the_preview_too() -> None:
    load = build_load("a.csv", "b.csv")
    load.preview_folder.mkdir()
    described = [describe_file("a.csv"), describe_file("b.csv")]
    answer = load.preview_folder / "stdout"
    answer.write_text(json.dumps({"files": described}))
    first, second = build_files(answer.read_bytes())
    remove_file(load, first, SECRETARIAT)
    assert load.file_names == ["b.csv"]
    assert build_files(answer.read_bytes()) == (second,)


def test_a_preview_that_lacks_something_is_an_error_and_more_is_not() -> None:
    described = describe_file("a.csv")
    (file,) = build_files(json.dumps({"files": [described | {"more": 1}]}))
    assert file.file_name == "a.csv"
    del described["outcome"]
    with pytest.raises(KeyError):
        build_files(json.dumps({"files": [described]}))


def describe_file(name: str) -> dict[str, object]:
    return {
        "file_name": name,
        "file_sha256": name * 2,
        "outcome": "unchanged",
        "reason_code": None,
        "message": "",
        "found_format": None,
        "candidates": [],
        "tables": [],
    }


def write_result(folder: Path, exit_code: int) -> None:
    result = {"exit_code": exit_code, "is_stopped": False}
    (folder / RESULT).write_text(json.dumps(result))
