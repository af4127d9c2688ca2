"""Scenarios and plans as tables; every change of a plan is an event beside it.

The values that pages get are in `plan_records`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.store.column_types import CodeList, JsonText, UtcDateTime
from app.store.models import Base
from app.store.plan_codes import (
    AUDIT_TYPES,
    FIRST_PLAN_YEAR,
    HALF_YEARS,
    KIND_CODES,
    LAST_PLAN_YEAR,
    STATE_CODES,
    WHY_CODES,
)
from app.store.texts import LONGEST_NAME, LONGEST_NOTE


def _build_one_of(
    table: str, column: str, codes: tuple[str | int, ...]
) -> CheckConstraint:
    listed = ", ".join(
        f"'{code}'" if isinstance(code, str) else str(code) for code in codes
    )
    return CheckConstraint(f"{column} in ({listed})", name=f"ck_{table}_{column}")


def _build_year(table: str) -> CheckConstraint:
    return CheckConstraint(
        f"plan_year between {FIRST_PLAN_YEAR} and {LAST_PLAN_YEAR}",
        name=f"ck_{table}_plan_year",
    )


def _build_length(table: str, column: str, longest: int) -> CheckConstraint:
    return CheckConstraint(
        f"length({column}) between 1 and {longest}", name=f"ck_{table}_{column}"
    )


class ScenarioRow(Base):
    """One answer of the optimiser to some wishes. Never changed, never removed."""

    __tablename__ = "scenarios"
    __table_args__ = (
        _build_year("scenarios"),
        _build_length("scenarios", "name", LONGEST_NAME),
    )

    scenario_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str]
    plan_year: Mapped[int]
    wishes: Mapped[dict[str, Any]] = mapped_column(JsonText)
    result: Mapped[dict[str, Any]] = mapped_column(JsonText)
    build_id: Mapped[str] = mapped_column(String(40))
    model_run_id: Mapped[str | None] = mapped_column(String(80))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_role_code: Mapped[str] = mapped_column(String(40))


class PlanRow(Base):
    """One plan as it is now. `version` counts its events."""

    __tablename__ = "plans"
    __table_args__ = (
        _build_year("plans"),
        _build_length("plans", "name", LONGEST_NAME),
        _build_one_of("plans", "state_code", STATE_CODES),
    )

    plan_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str]
    plan_year: Mapped[int]
    state_code: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    scenario_id: Mapped[str] = mapped_column(ForeignKey("scenarios.scenario_id"))
    seed: Mapped[int | None] = mapped_column(BigInteger)
    build_id: Mapped[str] = mapped_column(String(40))
    model_run_id: Mapped[str | None] = mapped_column(String(80))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_role_code: Mapped[str] = mapped_column(String(40))


class PlanItemRow(Base):
    """One supplier and category in one plan, as it is now, in the plan or out of it."""

    __tablename__ = "plan_items"
    __table_args__ = (
        UniqueConstraint("plan_id", "supplier_id", "category_code"),
        _build_one_of("plan_items", "audit_type_code", AUDIT_TYPES),
        _build_one_of("plan_items", "half_year", HALF_YEARS),
        _build_one_of("plan_items", "why_code", WHY_CODES),
        _build_length("plan_items", "note", LONGEST_NOTE),
    )

    item_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.plan_id"))
    supplier_id: Mapped[str] = mapped_column(String(80), index=True)
    supplier_name: Mapped[str]
    category_code: Mapped[str] = mapped_column(String(80))
    audit_type_code: Mapped[str] = mapped_column(String(20))
    half_year: Mapped[int]
    performer_code: Mapped[str | None] = mapped_column(String(20))
    why_code: Mapped[str] = mapped_column(String(20))
    is_in: Mapped[bool]
    override_reason_code: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None]
    probability: Mapped[float | None] = mapped_column(Double)
    value_score: Mapped[float | None] = mapped_column(Double)
    band_code: Mapped[str | None] = mapped_column(String(40))
    inclusion_probability: Mapped[float | None] = mapped_column(Double)
    region_codes: Mapped[tuple[str, ...]] = mapped_column(CodeList)
    is_recommended: Mapped[bool]
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanEventRow(Base):
    """One change of one plan: who, when, why, before and after. Append-only.

    `plan_version` numbers a plan's events from 1, so replaying them in that order
    gives the plan. `event_id` is made when the form is drawn: sent twice, it is one.
    """

    __tablename__ = "plan_events"
    __table_args__ = (
        UniqueConstraint("plan_id", "plan_version"),
        _build_one_of("plan_events", "kind_code", KIND_CODES),
        _build_length("plan_events", "note", LONGEST_NOTE),
    )

    event_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.plan_id"))
    item_id: Mapped[str | None] = mapped_column(String(36), index=True)
    supplier_id: Mapped[str | None] = mapped_column(String(80), index=True)
    category_code: Mapped[str | None] = mapped_column(String(80))
    plan_year: Mapped[int]
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_role_code: Mapped[str] = mapped_column(String(40))
    by_region_codes: Mapped[tuple[str, ...]] = mapped_column(CodeList)
    kind_code: Mapped[str] = mapped_column(String(20))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    after: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    plan_version: Mapped[int]
    build_id: Mapped[str] = mapped_column(String(40))
    model_run_id: Mapped[str | None] = mapped_column(String(80))
    band_code: Mapped[str | None] = mapped_column(String(40))
    undoes_event_id: Mapped[str | None] = mapped_column(String(36))


class SupplierCommentRow(Base):
    """One comment on one supplier. Never changed, never removed."""

    __tablename__ = "supplier_comments"
    __table_args__ = (_build_length("supplier_comments", "text", LONGEST_NOTE),)

    comment_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    supplier_id: Mapped[str] = mapped_column(String(80), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_role_code: Mapped[str] = mapped_column(String(40))
    build_id: Mapped[str] = mapped_column(String(40))
