from datetime import UTC, datetime
from typing import Any

import pytest

from app.charts.plan_history import (
    build_change,
    build_event_sentence,
    build_history_table,
    find_undoable,
)
from app.charts.plan_items import (
    build_item_names,
    build_items_table,
    build_plan_numbers,
    build_plan_title,
)
from app.charts.plan_states import build_attention_sentence, build_steps
from app.messages import load_language

NAMES = {"it": "IT", "food": "Livsmedel"}
PLACES = {"12": "\u2003Region Skåne"}
ITEM: dict[str, Any] = {
    "item_id": "i1",
    "supplier_id": "4000000001",
    "supplier_name": "Exempelbolag AB",
    "category_code": "it",
    "audit_type_code": "office_audit",
    "half_year": 1,
    "performer_code": None,
    "why_code": "risk",
    "is_in": True,
    "override_reason_code": None,
    "note": None,
    "band_code": "likely",
    "is_recommended": True,
}
OUT = ITEM | {
    "item_id": "i2",
    "supplier_id": "4000000002",
    "supplier_name": "Utbolaget AB",
    "is_in": False,
    "override_reason_code": "capacity",
    "note": "Ingen tid.",
}
ADDED = ITEM | {
    "item_id": "i3",
    "supplier_id": "4000000003",
    "category_code": "food",
    "audit_type_code": "factory_audit",
    "performer_code": "B",
    "why_code": "override",
    "is_recommended": False,
}


@pytest.fixture(autouse=True)
def swedish() -> None:
    load_language("sv")


def build_event(kind_code: str, **more: Any) -> dict[str, Any]:
    return {
        "event_id": f"e-{kind_code}-{more.get('item_id')}",
        "item_id": None,
        "happened_at": datetime(2025, 12, 1, 9, 30, tzinfo=UTC),
        "by_role_code": "secretariat",
        "by_region_codes": (),
        "kind_code": kind_code,
        "reason_code": None,
        "note": None,
        "before": None,
        "after": None,
    } | more


CREATED = build_event("created", after={"state_code": "draft"})
CHOSEN = build_event("item_added", item_id="i1", after=ITEM)
PUT_IN = build_event("item_added", item_id="i3", after=ADDED)
PROPOSED = build_event(
    "state_changed", before={"state_code": "draft"}, after={"state_code": "proposed"}
)
TAKEN_OUT = build_event(
    "item_overridden",
    item_id="i1",
    by_role_code="region",
    by_region_codes=("12",),
    reason_code="local_knowledge",
    note="Fabriken är såld.",
    before={"is_in": True, "version": 1},
    after={"is_in": False, "version": 2},
)
SAID = build_event("commented", item_id="i1", note="Bra.")


def test_the_rows_that_are_out_stand_last_with_why() -> None:
    table = build_items_table(
        [OUT, ITEM, ADDED],
        category_names=NAMES,
        known_suppliers={"4000000001", "4000000003"},
        made={("4000000003", "food")},
    )
    assert [row[2] for row in table.rows] == ["Ja", "Ja", "Nej"]
    assert [row[10] for row in table.rows] == ["ja", "reviderad", "saknas i data"]
    assert table.rows[2][8:10] == ("Kapacitet", "Ingen tid.")
    assert table.rows[0][5] == "Ingen än"
    assert table.rows[1][6] == "Egen bedömning"


def test_the_numbers_tell_what_was_changed_of_the_recommendation() -> None:
    cards = build_plan_numbers([ITEM, OUT, ADDED], made={("4000000003", "food")})
    assert [card.number for card in cards] == ["2", "1", "1", "1", "1"]
    assert cards[0].note == "varav 1 i fabrik"
    title = build_plan_title("Plan 2026", "proposed", [ITEM, OUT, ADDED])
    assert title == "Plan 2026, föreslagen: 2 revisioner"


def test_a_row_that_is_out_says_so_in_the_choice() -> None:
    names = build_item_names([OUT, ITEM], category_names=NAMES)
    assert list(names) == ["i1", "i2"]
    assert names["i2"] == "Utbolaget AB, IT (tagen ur)"


def test_the_states_have_who_and_when_as_far_as_the_plan_has_come() -> None:
    steps = build_steps("proposed", [PROPOSED, CREATED], place_names=PLACES)
    assert [step.is_reached for step in steps] == [True, True, False, False]
    assert [step.is_now for step in steps] == [False, True, False, False]
    assert (steps[0].who, steps[0].when) == ("Kansliet", "2025-12-01 10:30")
    assert steps[2].who == ""


def test_a_plan_taken_back_to_draft_is_not_shown_as_proposed() -> None:
    back = build_event("undone", before=PROPOSED["after"], after=PROPOSED["before"])
    steps = build_steps("draft", [back, PROPOSED, CREATED], place_names=PLACES)
    assert [step.who for step in steps] == ["Kansliet", "", "", ""]


def test_history_leaves_out_that_rows_were_chosen_and_counts_them() -> None:
    events = [SAID, TAKEN_OUT, PUT_IN, PROPOSED, CHOSEN, CREATED]
    table = build_history_table(events, place_names=PLACES)
    assert [row[2] for row in table.rows] == [
        "Kommenterade",
        "Tog ur eller in",
        "Lade till raden",
        "Ändrade planens läge",
        "Gjorde planen",
    ]
    assert table.rows[-1][4] == "med 1 revision"
    assert table.rows[1][1] == "Region Skåne"
    assert table.rows[1][3:] == (
        "Exempelbolag AB",
        "I planen: ja → nej",
        "Lokal kännedom",
        "Fabriken är såld.",
    )


def test_a_change_names_only_what_differs() -> None:
    event = build_event(
        "item_changed",
        item_id="i1",
        before={"half_year": 1, "performer_code": "A", "version": 1},
        after={"half_year": 1, "performer_code": None, "version": 2},
    )
    assert build_change(event) == "Utförare: Område A → Ingen än"


def test_a_sentence_of_an_event_holds_who_what_and_why() -> None:
    sentence = build_event_sentence(TAKEN_OUT, [TAKEN_OUT, CHOSEN, CREATED], PLACES)
    assert sentence == (
        "2025-12-01 10:30 · Region Skåne · tog ur eller in · Exempelbolag AB · "
        "I planen: ja → nej · Lokal kännedom · Fabriken är såld."
    )


def test_only_the_newest_change_of_each_row_can_be_undone() -> None:
    events = [SAID, TAKEN_OUT, PUT_IN, PROPOSED, CHOSEN, CREATED]
    assert find_undoable(events) == [TAKEN_OUT, PUT_IN, PROPOSED]
    # What the calculation chose is taken out for a reason instead.
    assert find_undoable([CHOSEN, CREATED]) == []
    gone = build_event("undone", item_id="i3", before=ADDED, after=None)
    assert find_undoable([gone, PUT_IN, CREATED]) == []


@pytest.mark.parametrize(
    ("state_code", "n_made", "is_own_region", "sentence"),
    [
        ("draft", 0, False, "P är ett utkast: 40 revisioner"),
        ("proposed", 0, False, "P väntar på beslut: 40 revisioner"),
        ("decided", 3, False, "P är beslutad: 40 revisioner, 3 genomförda"),
        ("carried_out", 1, False, "P är genomförd: 40 revisioner, 1 genomförd"),
        (
            "proposed",
            0,
            True,
            "P väntar på beslut: 40 revisioner av leverantörer som ni köper av",
        ),
    ],
)
def test_the_overview_says_how_the_newest_plan_stands(
    state_code: str, n_made: int, is_own_region: bool, sentence: str
) -> None:
    said = build_attention_sentence(
        {"name": "P", "state_code": state_code},
        n_planned=40,
        n_made=n_made,
        is_own_region=is_own_region,
    )
    assert said == sentence
