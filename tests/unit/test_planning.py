import json
import os
import time
import uuid
from pathlib import Path
from typing import Any

import pytest

from app.access import Principal
from app.commands.job import ANSWER, JOB, RESULT
from app.errors import AccessDenied
from app.planning import calculations
from app.planning.calculations import (
    DONE,
    FAILED,
    find_calculation,
    find_calculations,
    load_answer,
    load_wishes,
    remove_calculation,
    remove_old_calculations,
    start_calculation,
)
from app.planning.wishes import (
    build_first_wishes,
    build_keys,
    build_pairs,
    build_wishes,
    find_wish,
)
from tests.plan_results import WISHES, build_result

SECRETARIAT = Principal("secretariat", (), "build")
STEERING = Principal("steering_group", (), "build")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    asked: list[tuple[str, ...]] = []

    def start(folder: Path, *arguments: str, **_limits: Any) -> None:
        asked.append(arguments)
        (folder / JOB).write_text("{}")

    monkeypatch.setattr(calculations, "start_command", start)
    return asked


def write_end(folder: Path, exit_code: int) -> None:
    ended = {"exit_code": exit_code, "is_stopped": False}
    (folder / RESULT).write_text(json.dumps(ended))


def begin(scenario_id: str | None = None) -> calculations.Calculation:
    return start_calculation(
        WISHES,
        scenario_id=scenario_id or str(uuid.uuid4()),
        name="Scenario A",
        principal=SECRETARIAT,
    )


def test_a_calculation_is_found_again_with_its_wishes(started: list) -> None:
    begun = begin()
    found = find_calculation(begun.scenario_id, SECRETARIAT)
    assert found == begun
    assert load_wishes(begun, SECRETARIAT) == WISHES
    ((name, option, file, form),) = started
    assert (name, option, form) == ("plan", "--wishes", "--json")
    assert json.loads(Path(file).read_text("utf8")) == WISHES
    assert Path(file).stat().st_mode & 0o077 == 0


def test_sent_twice_it_is_started_once_and_a_failed_one_can_start_again(
    started: list,
) -> None:
    first = begin()
    write_end(first.folder, 0)
    assert begin(first.scenario_id) == first
    assert len(started) == 1
    write_end(first.folder, 2)
    assert begin(first.scenario_id).scenario_id == first.scenario_id
    assert len(started) == 2


@pytest.mark.usefixtures("started")
def test_the_stage_is_on_disk_and_half_an_answer_is_none() -> None:
    begun = begin()
    (begun.folder / ANSWER).write_text('{"wishes": {}')
    write_end(begun.folder, 0)
    assert begun.stage == DONE
    assert load_answer(begun, SECRETARIAT) is None
    (begun.folder / ANSWER).write_text('{"chosen": []}')
    assert load_answer(begun, SECRETARIAT) is None
    (begun.folder / ANSWER).write_text(json.dumps(build_result(2)))
    assert load_answer(begun, SECRETARIAT) == build_result(2)
    write_end(begun.folder, -9)
    assert begun.stage == FAILED


@pytest.mark.usefixtures("started")
def test_what_is_kept_or_old_is_removed(home: Path) -> None:
    first, second = begin(), begin()
    write_end(first.folder, 0)
    remove_calculation(first, SECRETARIAT)
    assert [each.scenario_id for each in find_calculations(SECRETARIAT)] == [
        second.scenario_id
    ]
    old = time.time() - 8 * 24 * 3600
    os.utime(second.folder, (old, old))
    remove_old_calculations(SECRETARIAT)
    assert list((home / "planning").iterdir()) == []


def test_only_the_secretariat_starts_sees_and_removes(started: list) -> None:
    with pytest.raises(AccessDenied):
        start_calculation({}, scenario_id="x", name="A", principal=STEERING)
    for ask in (find_calculations, remove_old_calculations):
        with pytest.raises(AccessDenied):
            ask(STEERING)
    with pytest.raises(AccessDenied):
        find_calculation("x", STEERING)
    assert started == []


@pytest.mark.parametrize("naughty", ["..", "../../etc", "A" * 36, "", "\0"])
def test_an_id_is_never_a_path(naughty: str, started: list) -> None:
    assert find_calculation(naughty, SECRETARIAT) is None
    with pytest.raises(ValueError, match="UUID"):
        begin(naughty or "-")
    assert started == []


def test_choices_are_laid_over_the_wishes_they_began_with() -> None:
    first = build_first_wishes(2026)
    wishes = build_wishes(
        first,
        {
            "capacity.audits": 50,
            "capacity.half_years": {"1": {"audits": 30}},
            "performers": {"A": {"auditor_days": 9}},
        },
    )
    assert find_wish(wishes, "capacity.audits") == 50
    assert find_wish(wishes, "capacity.factory_audits") == 5
    assert find_wish(wishes, "capacity.half_years.1.audits") == 30
    assert find_wish(wishes, "capacity.half_years.2.audits") is None
    assert wishes["performers"] == {"A": {"auditor_days": 9}}
    assert first == build_first_wishes(2026)
    assert find_wish(wishes, "capacity.nothing") is None


def test_a_supplier_with_a_dash_keeps_it() -> None:
    keys = ["P-abcdefghijklmnop-it", "4000000001-wound_care"]
    assert build_keys(build_pairs(keys)) == keys
    assert build_pairs(keys)[0] == {
        "supplier_id": "P-abcdefghijklmnop",
        "category_code": "it",
    }
