"""Rebuild a plan's rows from its events: history and plan must say the same."""

from collections.abc import Iterable
from typing import Any

from app.store.plan_records import PlanEvent, PlanItem


def build_items_from_events(events: Iterable[PlanEvent]) -> tuple[PlanItem, ...]:
    """Replay one plan's events and return the rows that they leave, by id.

    Args:
        events: Every event of one plan, in any order.
    """
    facts: dict[str, dict[str, Any]] = {}
    for event in sorted(events, key=lambda event: event.plan_version):
        if event.item_id is None or (event.before is None and event.after is None):
            continue
        if event.after is None:
            del facts[event.item_id]
            continue
        facts[event.item_id] = {
            **facts.get(event.item_id, {}),
            **event.after,
            "plan_id": event.plan_id,
            "changed_at": event.happened_at,
        }
    for each in facts.values():
        each["region_codes"] = tuple(each["region_codes"])
    return tuple(PlanItem(**each) for _item_id, each in sorted(facts.items()))


def find_regions_of_items(events: Iterable[PlanEvent]) -> dict[str, tuple[str, ...]]:
    """Tell which regions buy from each row's supplier, rows taken back included."""
    return {
        event.item_id: tuple(event.after["region_codes"])
        for event in events
        if event.item_id and event.after and "region_codes" in event.after
    }
