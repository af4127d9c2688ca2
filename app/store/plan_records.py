"""Scenarios, plans and events as values: what pages get and what history holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.store.plan_models import PlanEventRow, PlanItemRow, PlanRow, ScenarioRow

#: What an event tells of a row: everything but which plan, and when.
ITEM_FACTS = (
    *("item_id", "supplier_id", "supplier_name", "category_code", "audit_type_code"),
    *("half_year", "performer_code", "why_code", "is_in", "override_reason_code"),
    *("note", "probability", "value_score", "band_code", "inclusion_probability"),
    *("region_codes", "is_recommended", "version"),
)


@dataclass(frozen=True)
class Scenario:
    """One answer of the optimiser, with the wishes it answers."""

    scenario_id: str
    name: str
    plan_year: int
    wishes: Mapping[str, Any]
    result: Mapping[str, Any]
    build_id: str
    model_run_id: str | None
    written_at: datetime
    written_by_role_code: str


@dataclass(frozen=True)
class PlanItem:
    """One supplier and category in a plan; `is_in` tells whether it is to be audited.

    `version` counts its changes from 1 and goes with every edit of it.
    """

    item_id: str
    plan_id: str
    supplier_id: str
    supplier_name: str
    category_code: str
    audit_type_code: str
    half_year: int
    performer_code: str | None
    why_code: str
    is_in: bool
    override_reason_code: str | None
    note: str | None
    probability: float | None
    value_score: float | None
    band_code: str | None
    inclusion_probability: float | None
    region_codes: tuple[str, ...]
    is_recommended: bool
    version: int
    changed_at: datetime


@dataclass(frozen=True)
class Plan:
    """One plan; `version` counts its events and goes with every change of state."""

    plan_id: str
    name: str
    plan_year: int
    state_code: str
    version: int
    scenario_id: str
    seed: int | None
    build_id: str
    model_run_id: str | None
    written_at: datetime
    changed_at: datetime
    written_by_role_code: str
    items: tuple[PlanItem, ...] = ()


@dataclass(frozen=True)
class PlannedItem:
    """One row of a plan, with what must be known of its plan."""

    plan_name: str
    plan_year: int
    state_code: str
    item: PlanItem


@dataclass(frozen=True)
class PlanEvent:
    """One change: who, when, why, and the changed facts before and after it."""

    event_id: str
    plan_id: str
    item_id: str | None
    supplier_id: str | None
    category_code: str | None
    plan_year: int
    happened_at: datetime
    by_role_code: str
    by_region_codes: tuple[str, ...]
    kind_code: str
    reason_code: str | None
    note: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    plan_version: int
    build_id: str
    model_run_id: str | None
    band_code: str | None
    undoes_event_id: str | None


def build_scenario(row: ScenarioRow) -> Scenario:
    """Make the value of a row."""
    return Scenario(**_read_columns(row))


def build_plan(row: PlanRow, items: tuple[PlanItem, ...] = ()) -> Plan:
    """Make the value of a row and its items."""
    return Plan(**_read_columns(row), items=items)


def build_item(row: PlanItemRow) -> PlanItem:
    """Make the value of a row."""
    return PlanItem(**_read_columns(row))


def build_event(row: PlanEventRow) -> PlanEvent:
    """Make the value of a row."""
    return PlanEvent(**_read_columns(row))


def read_facts(row: PlanItemRow) -> dict[str, Any]:
    """Read what an event tells of a row of a plan."""
    return {name: getattr(row, name) for name in ITEM_FACTS}


def _read_columns(
    row: ScenarioRow | PlanRow | PlanItemRow | PlanEventRow,
) -> dict[str, Any]:
    return {
        column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs
    }
