"""Results of `malbild plan` for made-up suppliers, as the pages read them."""

import copy
from collections.abc import Mapping
from typing import Any

AREAS = "ABCDEFGH"
REGIONS = ("01", "03", "04", "05", "06", "07", "08", "12")
CATEGORIES = ("wound_care", "it", "food", "general_consumables")
WHY = ("risk", "risk", "risk", "coverage", "learning", "lottery", "follow_up", "risk")
WISHES: dict[str, Any] = {
    "plan_year": 2026,
    "seed": 20260101,
    "capacity": {
        "audits": 40,
        "factory_audits": 5,
        "auditor_days": 120,
        "budget_sek": None,
        "half_years": {"1": {"audits": 20}, "2": {"audits": 20}},
    },
    "effort": {
        "office_audit": {"auditor_days": 2.0, "cost_sek": 40000},
        "factory_audit": {"auditor_days": 6.0, "cost_sek": 150000},
    },
    "least_per_area": 3,
    "least_per_category": {"it": 1},
    "most_per_category_pct": 20,
    "most_per_category": {},
    "most_small_points": 15,
    "exploration_pct": 10,
    "bonus_last_plan": True,
    "must_include": [],
    "must_exclude": [],
    "performers": {"A": {"auditor_days": 15}, "secretariat": {"auditor_days": 30}},
}


def build_result(
    n_chosen: int = 8, *, first: int = 0, wishes: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Build what the command answers; its suppliers have numbers that cannot be real.

    Args:
        n_chosen: Audits in the plan.
        first: Where the suppliers' numbers begin, so that two results may differ.
        wishes: What differs from the wishes above.
    """
    chosen = [build_chosen(first + at) for at in range(n_chosen)]
    return {
        "wishes": copy.deepcopy(WISHES) | dict(wishes or {}),
        "build_id": "20251101T000000Z-0000",
        "model_run_id": "run-1",
        "as_of_on": "2025-10-31",
        "solved_seconds": 1.3,
        "is_optimal": True,
        "gap": 0.0,
        "population": {
            "n_suppliers": 575,
            "n_eligible": 400,
            "n_rows": 700,
            "small_share": 0.41,
        },
        "chosen": chosen,
        "expected": [
            build_expected("plan", n_chosen, 3.0, 1, 5),
            build_expected("last_plan", n_chosen, 2.4, 1, 4),
            build_expected("rule", n_chosen, 2.2, 1, 4),
            build_expected("random", n_chosen, 1.6, 0, 3),
        ],
        "prices": [
            {
                "constraint_code": code,
                "key": None,
                "value_cost": cost / 10,
                "hits_cost": cost,
                "is_exact": True,
            }
            for code, cost in (
                ("least_per_area", 1.2),
                ("exploration", 0.4),
                ("one_per_group", 0.0),
            )
        ],
        "checks": [
            build_check("audits", None, 40, n_chosen),
            build_check("least_per_area", "A", 3, 4),
            build_check("least_per_area", "G", 3, 1, is_held=False),
            build_check("one_per_supplier", None, 1, 1),
        ],
        "shortfalls": [
            {
                "constraint_code": "least_per_area",
                "key": "G",
                "wanted": 3,
                "found": 1,
                "message_code": "too_few_candidates",
            }
        ],
        "left_out": [
            {
                "supplier_id": f"49{at:08}",
                "supplier_name": f"Utanförbolag {at + 1} AB",
                "category_code": CATEGORIES[at % len(CATEGORIES)],
                "value_score": 0.9 - at / 10,
                "reason_code": reason_code,
            }
            for at, reason_code in enumerate(("contract_too_short", "no_room"))
        ],
        "unassigned": [
            {
                "supplier_id": chosen[-1]["supplier_id"],
                "reason_code": "no_performer_days_left",
            }
        ],
    }


def build_chosen(at: int) -> dict[str, Any]:
    """Build one audit of a plan."""
    is_factory = at % 8 == 2
    why_code = WHY[at % len(WHY)]
    return {
        "supplier_id": f"4{at:09}",
        "supplier_name": f"Exempelbolag {at + 1} AB",
        "category_code": CATEGORIES[at % len(CATEGORIES)],
        "audit_type_code": "factory_audit" if is_factory else "office_audit",
        "half_year": 1 + at % 2,
        "why_code": why_code,
        "probability": 0.4,
        "severity_score": 0.75,
        "exposure_score": 1.5,
        "value_score": 0.45,
        "band_code": ("very_likely", "likely", None)[at % 3],
        "inclusion_probability": 0.01 if why_code == "lottery" else None,
        "detectability_score": 1.0,
        "performer_code": ("A", "secretariat", "consultant", None)[at % 4],
        "trip_code": "PAK-1-A" if is_factory else None,
        "auditor_days": 6.0 if is_factory else 2.0,
        "cost_sek": 150_000.0 if is_factory else 40_000.0,
        "country_code": "PAK" if is_factory else "SWE",
        "region_codes": [REGIONS[at % 8], REGIONS[(at + 1) % 8]],
        "area_codes": [AREAS[at % 8], AREAS[(at + 1) % 8]],
        "is_small": at % 3 == 0,
        "is_in_last_plan": at % 4 == 0,
    }


def build_expected(
    list_code: str, n_audits: int, hits: float, low: int, high: int
) -> dict[str, Any]:
    """Build what one list of suppliers is expected to find."""
    return {
        "list_code": list_code,
        "n_audits": n_audits,
        "hits": hits,
        "hits_low": low,
        "hits_high": high,
    }


def build_check(
    constraint_code: str,
    key: str | None,
    limit: float,
    found: float,
    *,
    is_held: bool = True,
) -> dict[str, Any]:
    """Build one constraint as it was looked at after solving."""
    return {
        "constraint_code": constraint_code,
        "key": key,
        "limit": limit,
        "found": found,
        "is_held": is_held,
    }
