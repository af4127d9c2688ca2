"""Plans from a draft to a decision, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.access import Principal
from app.errors import AccessDenied, ChangedByOther, PlanIsLocked, UndoRefused
from app.store.connection import load_engine
from app.store.plan_additions import write_addition, write_plan_comment
from app.store.plan_changes import write_item_change, write_override, write_state
from app.store.plan_events import fetch_plan_events, fetch_supplier_events
from app.store.plan_history import build_items_from_events
from app.store.plan_records import Plan, PlanEvent, PlanItem
from app.store.plan_undo import write_undo
from app.store.plans import fetch_plan, fetch_planned_items, fetch_plans, write_plan
from app.store.scenarios import fetch_scenario, fetch_scenarios, write_scenario
from tests.integration.store_plans import (
    SECRETARY,
    SKANE,
    STEERING,
    STRANGER,
    make_candidate,
    make_id,
    make_result,
    write_small_plan,
    write_small_scenario,
)

pytestmark = pytest.mark.usefixtures("store")


def step(plan_id: str, state_code: str, principal: Principal = SECRETARY) -> PlanEvent:
    return write_state(
        plan_id,
        state_code,
        event_id=make_id(),
        expected_version=fetch_plan(plan_id, SECRETARY).version,
        principal=principal,
    )


def override(item: PlanItem, principal: Principal = SECRETARY, **how) -> PlanEvent:
    return write_override(
        item.item_id,
        is_in=how.get("is_in", False),
        reason_code=how.get("reason_code", "local_knowledge"),
        note=how.get("note"),
        event_id=how.get("event_id") or make_id(),
        expected_version=how.get("expected_version", item.version),
        principal=principal,
    )


def change(item: PlanItem, principal: Principal = SECRETARY, **changes) -> PlanEvent:
    return write_item_change(
        item.item_id,
        changes,
        event_id=make_id(),
        expected_version=item.version,
        principal=principal,
    )


def undo(event: PlanEvent, principal: Principal = SECRETARY, **reason) -> PlanEvent:
    return write_undo(event.event_id, event_id=make_id(), principal=principal, **reason)


def read(plan: Plan) -> Plan:
    """Read a plan, having seen that its history tells the same."""
    found = fetch_plan(plan.plan_id, SECRETARY)
    events = fetch_plan_events(plan.plan_id, SECRETARY)
    replayed = build_items_from_events(events)
    assert replayed == tuple(sorted(found.items, key=lambda item: item.item_id))
    assert [event.plan_version for event in events] == list(range(found.version, 0, -1))
    return found


def test_a_scenario_is_kept_as_it_was_given_and_once() -> None:
    scenario_id, result = make_id(), make_result()
    written = [
        write_scenario(
            scenario_id=scenario_id, name=name, result=result, principal=SECRETARY
        )
        for name in ("Först", "Igen")
    ]
    assert written[0] == written[1] == fetch_scenario(scenario_id, SECRETARY)
    assert written[0].name == "Först"
    assert written[0].result == result
    assert fetch_scenarios(plan_year=2026, principal=STEERING) == (written[0],)
    assert fetch_scenarios(plan_year=2025, principal=SECRETARY) == ()


def test_a_plan_holds_what_its_scenario_chose_the_most_valuable_first() -> None:
    plan = read(write_small_plan())
    assert [item.supplier_name for item in plan.items] == [
        "Exempel 1 AB",
        "Exempel 2 AB",
    ]
    assert plan.state_code == "draft"
    assert all(item.is_in and item.is_recommended for item in plan.items)
    assert [each.plan_id for each in fetch_plans(SECRETARY)] == [plan.plan_id]
    kinds = [event.kind_code for event in fetch_plan_events(plan.plan_id, SECRETARY)]
    assert kinds == ["item_added", "item_added", "created"]


def test_a_plan_sent_twice_is_made_once() -> None:
    scenario, plan_id, event_id = write_small_scenario(), make_id(), make_id()
    made = [
        write_plan(
            plan_id=plan_id,
            event_id=event_id,
            name=name,
            scenario=scenario,
            principal=SECRETARY,
        )
        for name in ("Plan", "Plan igen")
    ]
    assert made[0] == made[1]
    assert len(fetch_plans(SECRETARY)) == 1


def test_the_whole_way_from_draft_to_carried_out() -> None:
    plan = write_small_plan()
    assert step(plan.plan_id, "proposed").after == {"state_code": "proposed"}
    override(read(plan).items[0], SKANE, reason_code="other", note="Nyligen bytt ägare")
    step(plan.plan_id, "decided", STEERING)
    step(plan.plan_id, "carried_out")
    found = read(plan)
    assert found.state_code == "carried_out"
    planned = fetch_planned_items(SECRETARY, state_codes=("carried_out",))
    assert [each.item for each in planned] == [found.items[1]]


def test_nothing_of_a_decided_plan_is_changed() -> None:
    plan = write_small_plan()
    step(plan.plan_id, "proposed")
    added = override(plan.items[0])
    step(plan.plan_id, "decided")
    item = read(plan).items[0]
    with pytest.raises(PlanIsLocked):
        override(item)
    with pytest.raises(PlanIsLocked):
        change(item, half_year=2)
    with pytest.raises(PlanIsLocked):
        undo(added)
    with pytest.raises(PlanIsLocked):
        write_addition(
            plan.plan_id,
            make_candidate(9),
            reason_code="joint_visit",
            event_id=make_id(),
            principal=SECRETARY,
        )
    with pytest.raises(PlanIsLocked):
        step(plan.plan_id, "draft")
    assert read(plan).items[0] == item
    write_plan_comment(
        plan.plan_id, "Beslutad på mötet.", event_id=make_id(), principal=STEERING
    )
    assert fetch_plan_events(plan.plan_id, STEERING)[0].note == "Beslutad på mötet."


def test_a_decision_is_undone_for_a_reason() -> None:
    plan = write_small_plan()
    step(plan.plan_id, "proposed")
    decided = step(plan.plan_id, "decided")
    with pytest.raises(ValueError, match="reason"):
        undo(decided)
    undone = undo(decided, STEERING, reason_code="capacity")
    assert (undone.before, undone.after) == (decided.after, decided.before)
    assert read(plan).state_code == "proposed"
    change(read(plan).items[0], half_year=2)


def test_only_the_newest_change_is_undone() -> None:
    plan = write_small_plan()
    first = change(plan.items[0], half_year=2)
    second = change(read(plan).items[0], performer_code="consultant")
    write_plan_comment(
        plan.plan_id,
        "Stämmer det?",
        item_id=plan.items[0].item_id,
        event_id=make_id(),
        principal=STEERING,
    )
    with pytest.raises(UndoRefused) as refused:
        undo(first)
    assert refused.value.reason_code == "is_not_newest"
    undo(second)
    item = read(plan).items[0]
    assert (item.half_year, item.performer_code, item.version) == (2, "A", 4)
    with pytest.raises(UndoRefused):
        undo(second)


def test_an_addition_is_an_override_and_can_be_undone() -> None:
    plan = write_small_plan()
    event = write_addition(
        plan.plan_id,
        make_candidate(3),
        reason_code="recent_event",
        event_id=make_id(),
        principal=SECRETARY,
    )
    added = read(plan).items[2]
    assert (added.why_code, added.is_recommended) == ("override", False)
    assert added.override_reason_code == "recent_event"
    undo(event)
    assert len(read(plan).items) == 2
    with pytest.raises(ChangedByOther) as gone:
        change(added, half_year=2)
    assert gone.value.current is None
    assert gone.value.event.kind_code == "undone"


def test_what_was_recommended_is_taken_out_for_a_reason_not_undone() -> None:
    plan = write_small_plan()
    added, _other, created = fetch_plan_events(plan.plan_id, SECRETARY)
    for event in (added, created):
        with pytest.raises(UndoRefused) as refused:
            undo(event)
        assert refused.value.reason_code == "is_not_undoable"
    with pytest.raises(ValueError, match="note"):
        override(plan.items[0], reason_code="other", note=" \x00 ")
    with pytest.raises(ValueError, match="choose one of"):
        override(plan.items[0], reason_code="mood")
    assert read(plan).version == plan.version


def test_one_who_was_overtaken_is_told_by_whom_and_of_what() -> None:
    plan = write_small_plan()
    seen = plan.items[0]
    override(seen, reason_code="capacity", note="Ingen tid i vår")
    with pytest.raises(ChangedByOther) as told:
        override(seen, is_in=True, note="Min text")
    assert told.value.current == read(plan).items[0]
    assert told.value.event.note == "Ingen tid i vår"
    with pytest.raises(ChangedByOther) as told:
        write_state(
            plan.plan_id,
            "proposed",
            event_id=make_id(),
            expected_version=plan.version,
            principal=SECRETARY,
        )
    assert told.value.current.version == plan.version + 1
    assert told.value.event.kind_code == "item_overridden"


def test_a_form_sent_twice_has_one_effect_even_after_a_decision() -> None:
    plan, event_id = write_small_plan(), make_id()
    first = override(plan.items[0], event_id=event_id)
    assert override(plan.items[0], event_id=event_id, note="igen") == first
    step(plan.plan_id, "proposed")
    step(plan.plan_id, "decided")
    assert override(plan.items[0], event_id=event_id) == first
    assert read(plan).items[0].version == 2


def test_a_region_reads_and_overrides_its_own_suppliers_in_a_proposal() -> None:
    plan = write_small_plan()
    shared, theirs = plan.items
    assert fetch_plans(SKANE) == ()
    with pytest.raises(LookupError):
        fetch_plan(plan.plan_id, SKANE)
    with pytest.raises(AccessDenied):
        override(shared, SKANE)
    step(plan.plan_id, "proposed")
    assert fetch_plan(plan.plan_id, SKANE).items == (shared,)
    events = fetch_plan_events(plan.plan_id, SKANE)
    assert {event.item_id for event in events} == {None, shared.item_id}
    assert fetch_supplier_events(theirs.supplier_id, SKANE) == ()
    assert [each.item for each in fetch_planned_items(SKANE)] == [shared]
    with pytest.raises(AccessDenied):
        override(theirs, SKANE)
    with pytest.raises(AccessDenied):
        change(shared, SKANE, half_year=2)
    event = override(shared, SKANE)
    assert (event.by_role_code, event.by_region_codes) == ("region", ("12",))
    undo(event, SKANE)
    assert read(plan).items[0].is_in
    with pytest.raises(AccessDenied):
        write_plan_comment(plan.plan_id, "Nej", event_id=make_id(), principal=SKANE)
    step(plan.plan_id, "decided")
    with pytest.raises(PlanIsLocked):
        override(read(plan).items[0], SKANE)


def test_the_steering_group_decides_and_changes_nothing() -> None:
    plan = write_small_plan()
    with pytest.raises(AccessDenied):
        override(plan.items[0], STEERING)
    with pytest.raises(AccessDenied):
        change(plan.items[0], STEERING, half_year=2)
    with pytest.raises(AccessDenied):
        step(plan.plan_id, "proposed", STEERING)
    with pytest.raises(AccessDenied):
        write_scenario(
            scenario_id=make_id(), name="x", result=make_result(), principal=STEERING
        )
    assert read(plan).version == plan.version


def test_those_who_are_not_signed_in_read_and_write_nothing() -> None:
    plan = write_small_plan()
    for ask in (
        lambda: fetch_plans(STRANGER),
        lambda: fetch_plan(plan.plan_id, STRANGER),
        lambda: fetch_plan_events(plan.plan_id, STRANGER),
        lambda: fetch_supplier_events(plan.items[0].supplier_id, STRANGER),
        lambda: fetch_planned_items(STRANGER),
        lambda: fetch_scenarios(principal=STRANGER),
        lambda: fetch_scenarios(principal=SKANE),
        lambda: step(plan.plan_id, "proposed", STRANGER),
        lambda: override(plan.items[0], STRANGER),
    ):
        with pytest.raises(AccessDenied):
            ask()


def test_what_is_written_is_kept_as_text_and_what_cannot_be_is_refused() -> None:
    plan = write_small_plan()
    note = '=cmd|" /C calc"!A0 **fet** ![](http://x/y.png) \x00 åäö'
    event = override(plan.items[0], note=note)
    assert event.note == note.replace("\x00", "")
    with pytest.raises(ValueError, match="2000"):
        override(plan.items[1], note="x" * 5000)
    with pytest.raises(ValueError, match="half_year"):
        change(plan.items[1], half_year=3)
    with pytest.raises(ValueError, match="supplier_id"):
        change(plan.items[1], supplier_id="5560000000")
    strange = make_result()
    strange["wishes"]["plan_year"] = 1899
    with pytest.raises(ValueError, match="1899"):
        write_scenario(
            scenario_id=make_id(), name="x", result=strange, principal=SECRETARY
        )
    assert read(plan).items[1].version == 1


@pytest.mark.parametrize(
    "change",
    [
        "update plans set plan_year = 1899",
        "update plans set state_code = 'agreed'",
        "update plan_items set half_year = 3",
        f"update plan_items set note = '{'x' * 5000}'",
    ],
)
def test_the_database_itself_refuses_what_no_plan_can_hold(change: str) -> None:
    write_small_plan()
    with pytest.raises(IntegrityError), load_engine().begin() as con:
        con.execute(text(change))
