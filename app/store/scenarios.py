"""Scenarios: the optimiser's answers, kept as they were given."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app.access import SECRETARIAT, STEERING_GROUP, Principal
from app.store.connection import start_reading, start_writing
from app.store.plan_models import ScenarioRow
from app.store.plan_records import Scenario, build_scenario
from app.store.plan_rights import check_role
from app.store.texts import LONGEST_NAME, read_plan_year, read_text


def write_scenario(
    *, scenario_id: str, name: str, result: Mapping[str, Any], principal: Principal
) -> Scenario:
    """Keep one answer of `malbild plan`, as the secretariat.

    Args:
        scenario_id: A UUID made when the form was drawn: sent twice, it is one.
        name: What the reader calls it, at most 120 characters.
        result: What the command printed, wishes included.
        principal: Who writes, checked here whatever the page has checked.

    Returns:
        The scenario as it was kept the first time.

    Raises:
        AccessDenied: The reader is not the secretariat.
        KeyError: The result lacks its wishes, year or build.
        ValueError: The name is empty or too long, the year is none to plan for, or the
            id is no UUID.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, SECRETARIAT)
    row = {
        "scenario_id": str(uuid.UUID(scenario_id)),
        "name": read_text(name, longest=LONGEST_NAME),
        "plan_year": read_plan_year(result["wishes"]["plan_year"]),
        "wishes": dict(result["wishes"]),
        "result": dict(result),
        "build_id": result["build_id"],
        "model_run_id": result["model_run_id"],
        "written_at": datetime.now(UTC),
        "written_by_role_code": principal.role_code,
    }
    try:
        with start_writing() as session:
            session.execute(insert(ScenarioRow).values(row))
    except IntegrityError:
        # The same form sent twice has the same id. Anything else is a real fault.
        if _find(scenario_id) is None:
            raise
    return fetch_scenario(scenario_id, principal)


def fetch_scenarios(
    *, plan_year: int | None = None, principal: Principal
) -> tuple[Scenario, ...]:
    """Fetch the scenarios of one year or of all, the newest first.

    Raises:
        AccessDenied: The reader is neither the secretariat nor the steering group.
    """
    check_role(principal, SECRETARIAT, STEERING_GROUP)
    newest = select(ScenarioRow).order_by(
        ScenarioRow.written_at.desc(), ScenarioRow.scenario_id
    )
    if plan_year is not None:
        newest = newest.where(ScenarioRow.plan_year == plan_year)
    with start_reading() as session:
        return tuple(build_scenario(row) for row in session.scalars(newest))


def fetch_scenario(scenario_id: str, principal: Principal) -> Scenario:
    """Fetch one scenario.

    Raises:
        AccessDenied: The reader is neither the secretariat nor the steering group.
        LookupError: There is no such scenario.
    """
    check_role(principal, SECRETARIAT, STEERING_GROUP)
    found = _find(scenario_id)
    if found is None:
        raise LookupError(f"no scenario {scenario_id!r}")
    return found


def _find(scenario_id: str) -> Scenario | None:
    with start_reading() as session:
        row = session.get(ScenarioRow, scenario_id)
        return None if row is None else build_scenario(row)
