"""What the secretariat wishes of a plan: capacity, floors and caps, as read from JSON.

A key that is left out has its default, and null is no limit. What nobody can mean is
refused by the name of the key.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from pipelines.errors import PlanError

OFFICE, FACTORY = "office_audit", "factory_audit"
AREAS = ("A", "B", "C", "D", "E", "F", "G", "H")
SECRETARIAT, CONSULTANT = "secretariat", "consultant"
PERFORMERS = (*AREAS, SECRETARIAT, CONSULTANT)

#: Of all audits, when nobody says how many may be at a factory.
FACTORY_ONE_OF = 8
#: Stands for a key that was left out, where null would be no limit.
UNSAID = -1

AuditType = Literal["office_audit", "factory_audit"]
PerformerCode = Literal[
    "A", "B", "C", "D", "E", "F", "G", "H", "secretariat", "consultant"
]
HalfYearCode = Literal["1", "2"]
Count = Annotated[int, Field(ge=0, le=100_000)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1, max_length=100)]

STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, config=STRICT)
class HalfYear:
    """How much half a year has room for."""

    audits: Count | None = None


@dataclass(frozen=True, config=STRICT)
class Capacity:
    """How much the year has room for; null is no limit."""

    audits: Annotated[int, Field(ge=1, le=100_000)]
    factory_audits: Count | None = UNSAID
    auditor_days: Amount | None = None
    budget_sek: Amount | None = None
    half_years: dict[HalfYearCode, HalfYear] = field(default_factory=dict)


@dataclass(frozen=True, config=STRICT)
class Effort:
    """What one audit takes, SEK excluding VAT."""

    auditor_days: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    cost_sek: Amount


@dataclass(frozen=True, config=STRICT)
class Unit:
    """A supplier in a category."""

    supplier_id: Text
    category_code: Text


@dataclass(frozen=True, config=STRICT)
class Performer:
    """How much one performer can do."""

    auditor_days: Amount


@dataclass(frozen=True, config=STRICT)
class Wishes:
    """All that a plan is asked for. Percents and points are 0 to 100."""

    plan_year: Annotated[int, Field(ge=2000, le=2100)]
    capacity: Capacity
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None
    effort: dict[AuditType, Effort] = field(default_factory=dict)
    least_per_area: Count | None = 3
    least_per_category: dict[Text, Count] = field(default_factory=dict)
    most_per_category_pct: Percent | None = 20
    most_per_category: dict[Text, Count] = field(default_factory=dict)
    most_small_points: Percent | None = 15
    exploration_pct: Annotated[float, Field(ge=0, le=50, allow_inf_nan=False)] = 10
    bonus_last_plan: bool = True
    must_include: tuple[Unit, ...] = ()
    must_exclude: tuple[Text, ...] = ()
    performers: dict[PerformerCode, Performer] = field(default_factory=dict)


def read_wishes(path: Path, effort: Mapping[str, Effort]) -> Wishes:
    """Read wishes from a JSON file and fill in what it leaves out.

    Args:
        path: The file.
        effort: What an audit of each type takes when nobody says otherwise.

    Raises:
        PlanError: The file is no JSON, or names the key that cannot be meant.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        json.loads(text)
    except (OSError, ValueError) as error:
        raise PlanError(
            f"{path} cannot be read as JSON ({error}). Write an object like "
            '{"plan_year": 2026, "capacity": {"audits": 40}}.'
        ) from error
    return build_wishes(text, effort)


def build_wishes(text: str, effort: Mapping[str, Effort]) -> Wishes:
    """Build wishes from JSON.

    Raises:
        PlanError: Names each key that is unknown, missing or not as it should be.
    """
    try:
        wishes = TypeAdapter(Wishes).validate_json(text)
    except ValidationError as error:
        told = "; ".join(_describe(one) for one in error.errors(include_url=False))
        raise PlanError(
            f"The wishes cannot be used: {told}. Mend the file and run again."
        ) from error
    capacity = wishes.capacity
    if capacity.factory_audits == UNSAID:
        capacity = replace(capacity, factory_audits=capacity.audits // FACTORY_ONE_OF)
    return replace(
        wishes,
        capacity=capacity,
        seed=wishes.plan_year * 10_000 + 101 if wishes.seed is None else wishes.seed,
        effort={**effort, **wishes.effort},
    )


def build_echo(wishes: Wishes) -> dict[str, Any]:
    """Build what JSON shows of complete wishes."""
    return asdict(wishes)


def _describe(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"]) or "the whole"
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = ", ".join(Wishes.__dataclass_fields__)
        return f"{key} is not a key that is known (at the top: {known})"
    if error["type"] == "missing":
        return f"{key} is missing"
    return f"{key} is {error['input']!r}: {error['msg']}"
