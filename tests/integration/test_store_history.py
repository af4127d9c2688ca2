"""Whatever people do to a plan, its history, the app and the build say the same."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from app.errors import ChangedByOther, PlanIsLocked, UndoRefused
from app.store.connection import load_engine
from app.store.plan_additions import write_addition, write_plan_comment
from app.store.plan_changes import write_item_change, write_override
from app.store.plan_codes import STATE_CODES
from app.store.plan_events import fetch_plan_events
from app.store.plan_records import Plan
from app.store.plan_undo import write_undo
from app.store.plans import fetch_plan
from tests.integration.store_plans import (
    SECRETARY,
    make_candidate,
    make_id,
    write_small_plan,
    write_step,
)
from tests.integration.test_store_as_source import load
from tests.integration.test_store_faults import check_history


def do_anything(plan: Plan, chance: random.Random) -> None:
    """Do one thing to a plan that somebody may do; not all of them are allowed."""
    item = chance.choice(fetch_plan(plan.plan_id, SECRETARY).items)
    form = {"event_id": make_id(), "principal": SECRETARY}
    seen = {**form, "expected_version": item.version}
    events = fetch_plan_events(plan.plan_id, SECRETARY)
    half_years = {"half_year": chance.choice((1, 2))}
    candidate = make_candidate(chance.randrange(3, 9))
    chance.choice(
        (
            lambda: write_override(
                item.item_id, is_in=not item.is_in, reason_code="capacity", **seen
            ),
            lambda: write_item_change(item.item_id, half_years, **seen),
            lambda: write_addition(
                plan.plan_id, candidate, reason_code="joint_visit", **form
            ),
            lambda: write_undo(
                chance.choice(events[:3]).event_id, reason_code="capacity", **form
            ),
            lambda: write_plan_comment(plan.plan_id, "Ord", **form),
            lambda: write_step(plan.plan_id, chance.choice(STATE_CODES)),
        )
    )()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_the_build_reads_the_plan_that_the_app_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    plan, chance = write_small_plan(), random.Random(seed)  # noqa: S311
    for _thing in range(60):
        with suppress(ChangedByOther, PlanIsLocked, UndoRefused):
            do_anything(plan, chance)
    found, events = check_history(plan.plan_id)
    loaded = load(tmp_path)
    assert len({event.kind_code for event in events}) >= 6
    assert loaded["plans"]["state_code"].to_list() == [found.state_code]
    facts = ("item_id", "is_in", "half_year", "version", "override_reason_code")
    assert sorted(loaded["plan_items"].select(facts).rows()) == sorted(
        tuple(getattr(item, name) for name in facts) for item in found.items
    )
    load_engine().dispose()
