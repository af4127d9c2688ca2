"""A calculation: wishes on their way to becoming a scenario.

    <home>/planning/<scenario>/calculation.json   who asked, and the scenario's name
                               wishes.json        what was wished for
                               job.json ...       the run of `malbild plan`

When it is done, its answer is kept as a scenario in the store and the folder is
removed. Every function checks the role itself, whatever the page has checked.
"""

import json
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.access import Principal, check_secretariat
from app.commands.job import ANSWER, JOB, load_result, write_private
from app.commands.run_command import start_command
from app.settings import load_settings

SCENARIO_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_SECONDS = 10 * 60
OLDEST_SECONDS = 7 * 24 * 3600
RUNNING, DONE, FAILED = "running", "done", "failed"
Wishes = Mapping[str, Any]
# What the pages need of an answer.
WHOLE_ANSWER = {
    *("wishes", "build_id", "model_run_id", "as_of_on", "population"),
    *("chosen", "expected", "prices", "checks", "shortfalls", "unassigned"),
}


@dataclass(frozen=True)
class Calculation:
    """Wishes that are being turned into a scenario."""

    scenario_id: str
    folder: Path
    name: str
    started_at: datetime
    by_role_code: str

    @property
    def stage(self) -> str:
        """How far it has come; on disk, so that every reader sees the same."""
        if not (self.folder / JOB).exists():
            return FAILED
        result = load_result(self.folder)
        if result is None:
            return RUNNING
        return FAILED if result.exit_code else DONE


def start_calculation(
    wishes: Wishes, *, scenario_id: str, name: str, principal: Principal
) -> Calculation:
    """Start `malbild plan` in a folder of its own; goes on when everybody has left.

    Args:
        wishes: The command's input.
        scenario_id: A UUID made when the form was drawn, so that a double click
            starts once.
        name: The reader's name for the scenario.
        principal: Who asks.

    Raises:
        AccessDenied: The reader is not the secretariat.
        ValueError: The id is no UUID.
    """
    check_secretariat(principal)
    if not SCENARIO_ID.fullmatch(scenario_id):
        raise ValueError("a scenario's id is a UUID")
    begun = find_calculation(scenario_id, principal)
    if begun is not None and begun.stage != FAILED:
        return begun
    calculation = Calculation(
        scenario_id=scenario_id,
        folder=_find_room() / scenario_id,
        name=name,
        started_at=datetime.now(UTC),
        by_role_code=principal.role_code,
    )
    calculation.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(calculation.folder / "wishes.json", dict(wishes))
    kept = asdict(calculation) | {"started_at": calculation.started_at.isoformat()}
    del kept["scenario_id"], kept["folder"]
    write_private(calculation.folder / "calculation.json", kept)
    start_command(
        calculation.folder,
        "plan",
        "--wishes",
        str(calculation.folder / "wishes.json"),
        "--json",
        longest_seconds=LONGEST_SECONDS,
    )
    return calculation


def find_calculations(principal: Principal) -> list[Calculation]:
    """Find those that are running, or have ended and are not kept yet, newest first."""
    check_secretariat(principal)
    room = _find_room()
    if not room.is_dir():
        return []
    found = [find_calculation(folder.name, principal) for folder in room.iterdir()]
    return sorted(
        (each for each in found if each),
        key=lambda each: each.started_at,
        reverse=True,
    )


def find_calculation(scenario_id: str, principal: Principal) -> Calculation | None:
    """Find one by its scenario's id; None when it is not, or no longer, here."""
    check_secretariat(principal)
    if not SCENARIO_ID.fullmatch(scenario_id):
        return None
    folder = _find_room() / scenario_id
    try:
        fields = json.loads((folder / "calculation.json").read_text(encoding="utf8"))
        return Calculation(
            scenario_id=scenario_id,
            folder=folder,
            name=fields["name"],
            started_at=datetime.fromisoformat(fields["started_at"]),
            by_role_code=fields["by_role_code"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load_wishes(calculation: Calculation, principal: Principal) -> dict[str, Any]:
    """Load what was wished for; empty when it cannot be read."""
    check_secretariat(principal)
    try:
        return json.loads((calculation.folder / "wishes.json").read_text("utf8"))
    except (OSError, ValueError):
        return {}


def load_answer(
    calculation: Calculation, principal: Principal
) -> dict[str, Any] | None:
    """Load what the command answered; None when it is no whole answer."""
    check_secretariat(principal)
    try:
        answer = json.loads((calculation.folder / ANSWER).read_text("utf8"))
    except (OSError, ValueError):
        return None
    is_whole = isinstance(answer, dict) and answer.keys() >= WHOLE_ANSWER
    return answer if is_whole else None


def remove_calculation(calculation: Calculation, principal: Principal) -> None:
    """Remove one that is kept in the store or given up, unless it is running."""
    check_secretariat(principal)
    if calculation.stage != RUNNING:
        shutil.rmtree(calculation.folder, ignore_errors=True)


def remove_old_calculations(principal: Principal) -> None:
    """Remove what nobody has come back to for a week."""
    check_secretariat(principal)
    room = _find_room()
    if not room.is_dir():
        return
    for folder in room.iterdir():
        if time.time() - folder.stat().st_mtime > OLDEST_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _find_room() -> Path:
    return load_settings().home / "planning"
