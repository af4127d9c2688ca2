"""Made-up candidates and wishes for plans, alike in shape to the warehouse."""

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from pipelines.planning.candidates import Candidates, build_candidates
from pipelines.planning.expected import Chances
from pipelines.planning.wishes import AREAS, Wishes, build_wishes

PLAN_YEAR = 2026
CATEGORIES = [f"category_{letter}" for letter in "abcdefghijklmnop"]
COUNTRIES = ["PAK", "MYS", "CHN", "IND", "SWE", "DEU", "POL", "BGD"]
TYPES = pl.DataFrame(
    {
        "audit_type_code": ["office_audit", "factory_audit"],
        "detectability_score": [1.0, 1.25],
        "auditor_days": [2.0, 6.0],
        "cost_sek": [40_000.0, 150_000.0],
    }
)
NEVER = "covered_by_follow_up"


def build_programme(
    n_suppliers: int, seed: int, *, n_categories: int = 16, eligible: float = 0.9
) -> Candidates:
    """Build suppliers, a fifth of them in two categories, some of them in one group."""
    rng = np.random.default_rng(seed)
    n = n_suppliers + n_suppliers // 5
    supplier = np.arange(n) % n_suppliers
    category = (
        rng.integers(n_categories, size=n_suppliers)[supplier]
        + 3 * (np.arange(n) // n_suppliers)
    ) % n_categories
    p = 1 / (1 + np.exp(-rng.normal(-0.8, 1.2, n)))
    severity = rng.choice([0.5, 0.75, 1.0], n_categories)[category]
    exposure = rng.uniform(1, 2, n_suppliers)[supplier]
    is_eligible = rng.random(n) < eligible
    ends = [
        date(PLAN_YEAR, 1, 1) + timedelta(days=int(days)) if days < 700 else None
        for days in rng.integers(0, 2000, n)
    ]
    group = np.where(
        rng.random(n_suppliers) < 0.1,
        rng.integers(max(n_suppliers // 3, 1), size=n_suppliers),
        np.arange(n_suppliers),
    )[supplier]
    ids = [f"4{one:09}" for one in supplier]
    rows = pl.DataFrame(
        {
            "supplier_id": ids,
            "supplier_name": ids,
            "corporate_group_id": [f"4{one:09}" for one in group],
            "is_small": rng.random(n_suppliers)[supplier] < 0.4,
            "category_code": [CATEGORIES[one] for one in category],
            "is_prioritised": rng.random(n) < 0.95,
            "responsible_procurement_region_code": [
                AREAS[one % len(AREAS)] for one in category
            ],
            "main_country_code": [
                COUNTRIES[one] if one < len(COUNTRIES) else None
                for one in rng.integers(len(COUNTRIES) + 3, size=n)
            ],
            "region_codes": [["01"]] * n,
            "procurement_region_codes": [
                sorted(
                    rng.choice(AREAS, 1 + min(int(extra), 7), replace=False).tolist()
                )
                for extra in rng.geometric(0.6, n) - 1
            ],
            "annual_value_sek": rng.lognormal(13, 1.5, n),
            "last_visit_on": ends,
            "probability": p,
            "probability_sd": np.where(is_eligible, rng.uniform(0.01, 0.2, n), np.nan),
            "severity_score": severity,
            "exposure_score": exposure,
            "value_score": p * severity * exposure,
            "band_code": [None] * n,
            "country_risk": rng.uniform(0, 400, n),
            "category_risk": rng.choice([4.0, 6.0, 9.0, 16.0], n),
            "is_eligible": is_eligible,
            "ineligible_reason_code": [None if one else NEVER for one in is_eligible],
            "is_last_audit_major": False,
            "due_reason_code": [
                "re_audit_due" if one < 0.004 else None for one in rng.random(n)
            ],
            "is_in_last_plan": rng.random(n_suppliers)[supplier] < 0.03,
            "as_of_on": date(2025, 10, 31),
            "model_run_id": "run",
        },
        schema_overrides={
            "last_visit_on": pl.Date,
            "band_code": pl.String,
            "due_reason_code": pl.String,
        },
    ).with_columns(pl.col("probability_sd").fill_nan(None))
    # With few categories the second one of a supplier may be the first again.
    rows = rows.unique(["supplier_id", "category_code"], keep="first")
    return build_candidates(rows, TYPES, build_id="build")


def find_wishes(candidates: Candidates, **wished: Any) -> Wishes:
    """Build wishes for a plan of the candidates; the rest has its defaults."""
    return build_wishes(
        json.dumps({"plan_year": PLAN_YEAR} | wished), candidates.effort
    )


def build_full_wishes(candidates: Candidates, n_audits: int) -> Wishes:
    """Build wishes that use every constraint there is."""
    free = candidates.joint.filter(
        "is_eligible",
        pl.col("last_visit_on").is_null(),
        pl.col("due_reason_code").is_null(),
    ).unique("corporate_group_id", keep="first", maintain_order=True)
    named = free.sort("value_score", "supplier_id")["supplier_id", "category_code"]
    return find_wishes(
        candidates,
        capacity={
            "audits": n_audits,
            "factory_audits": n_audits // 8,
            "auditor_days": n_audits * 2.4,
            "budget_sek": n_audits * 52_000.0,
            "half_years": {
                "1": {"audits": n_audits // 2},
                "2": {"audits": n_audits - n_audits // 2},
            },
        },
        least_per_area=n_audits // 6,
        least_per_category=dict.fromkeys(CATEGORIES, n_audits // 30),
        most_per_category_pct=10,
        most_small_points=1,
        must_include=named.head(3).to_dicts(),
        must_exclude=named["supplier_id"].tail(5).to_list(),
    )


def build_chances(candidates: Candidates, n_draws: int = 50) -> Chances:
    """Build draws around the published probabilities."""
    p = candidates.joint["probability"].to_numpy()
    moved = np.random.default_rng(1).normal(0, 0.4, (n_draws, 1))
    return Chances(published=p, drawn=1 / (1 + (1 - p) / p * np.exp(-moved)))
