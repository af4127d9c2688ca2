"""Replay the store's events: plans and their rows as they stood after the last one."""

from collections.abc import Iterable

from pipelines.warehouse.read_store import Row, StoreRows


def build_plans(store: StoreRows) -> list[Row]:
    """Build each plan with the state that its events have left it in.

    Returns:
        One row per plan; `version` counts its events, `decided_on` is empty unless a
        decision stands.
    """
    plans = {row["plan_id"]: {**row, "decided_on": None} for row in store.plans}
    for event in store.events:
        plan = plans[event["plan_id"]]
        plan["version"] = event["plan_version"]
        plan["changed_at"] = event["happened_at"]
        if event["item_id"] is not None or not event["after"]:
            continue
        step = (find_state(event["before"]), find_state(event["after"]))
        plan["state_code"] = step[1]
        # Taking back that it was carried out leaves the decision where it was.
        if step == ("proposed", "decided"):
            plan["decided_on"] = event["happened_on"]
        elif step[1] in ("draft", "proposed"):
            plan["decided_on"] = None
    return list(plans.values())


def build_items(events: Iterable[Row]) -> list[Row]:
    """Build the rows of plans that the events leave; one taken back is not there.

    Returns:
        One row per plan and supplier × category.
    """
    items: dict[str, Row] = {}
    for event in events:
        item_id = event["item_id"]
        if item_id is None or (event["before"] is None and event["after"] is None):
            continue
        if event["after"] is None:
            del items[item_id]
            continue
        items[item_id] = {
            **items.get(item_id, {}),
            **event["after"],
            "plan_id": event["plan_id"],
            "changed_at": event["happened_at"],
        }
    return list(items.values())


def build_event_facts(events: Iterable[Row]) -> list[Row]:
    """Build the events with what changed in columns of their own, words left out."""
    return [
        {
            **event,
            "old_state_code": find_state(event["before"]),
            "new_state_code": find_state(event["after"]),
            "was_in": (event["before"] or {}).get("is_in"),
            "is_in": (event["after"] or {}).get("is_in"),
        }
        for event in events
    ]


def find_state(facts: Row | None) -> str | None:
    """Find the plan's state among an event's facts; there is none in most of them."""
    return (facts or {}).get("state_code")
