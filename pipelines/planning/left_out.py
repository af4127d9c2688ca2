"""Why suppliers that are worth more than some of the chosen did not come along.

Nobody is passed over without a reason that can be checked: a rule that shuts the door,
a company of the same group, a cap that is full, or no room left.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from pipelines.planning.candidates import Candidates, find_small_share
from pipelines.planning.limits import find_category_cap, find_small_cap
from pipelines.planning.wishes import Wishes

#: As many as a page can show.
MOST = 25
Row = Mapping[str, Any]


def build_left_out(
    chosen: pl.DataFrame, candidates: Candidates, wishes: Wishes
) -> list[dict[str, Any]]:
    """Build the suppliers that are worth more than the least valuable audit by risk.

    Args:
        chosen: The plan, with the columns of a candidate and `why_code`.
        candidates: The build's.
        wishes: What the plan was asked for.

    Returns:
        One row per supplier, by its most valuable category of the joint plan, the most
        valuable first, 25 at most. `reason_code` is an ineligible_reason_code,
        `contract_too_short` (no year is left after a visit in the plan's first half),
        `must_exclude`, `group_is_chosen`, `category_is_full`, `small_are_full` or
        `no_room`.
    """
    by_risk = chosen.filter(pl.col("why_code") == "risk")["value_score"]
    if by_risk.is_empty():
        return []
    passed = (
        candidates.joint.filter(
            pl.col("supplier_id").is_in(chosen["supplier_id"].implode()).not_(),
            pl.col("value_score") > by_risk.min(),
        )
        .sort(
            ["value_score", "supplier_id", "category_code"],
            descending=[True, False, False],
        )
        .unique("supplier_id", keep="first", maintain_order=True)
        .head(MOST)
    )
    full = _find_full(chosen, candidates, wishes)
    return [
        {
            "supplier_id": row["supplier_id"],
            "supplier_name": row["supplier_name"],
            "category_code": row["category_code"],
            "value_score": row["value_score"],
            "reason_code": _find_reason(row, wishes, full),
        }
        for row in passed.to_dicts()
    ]


def _find_full(
    chosen: pl.DataFrame, candidates: Candidates, wishes: Wishes
) -> dict[str, set[Any]]:
    """Find what has no room for one more: groups, categories, and small suppliers."""
    counted = Counter(chosen["category_code"].to_list())
    caps = {category: find_category_cap(wishes, category) for category in counted}
    small_cap = find_small_cap(wishes, find_small_share(candidates))
    n_small = int(chosen["is_small"].sum())
    is_small_full = small_cap is not None and n_small + 1 > small_cap * chosen.height
    return {
        "groups": set(chosen["corporate_group_id"].to_list()),
        "categories": {
            category
            for category, cap in caps.items()
            if cap is not None and counted[category] >= cap
        },
        "sizes": {True} if is_small_full else set(),
    }


def _find_reason(row: Row, wishes: Wishes, full: Mapping[str, set[Any]]) -> str:
    last_visit_on = row["last_visit_on"]
    first_half_ends_on = date(wishes.plan_year, 6, 30)
    reasons = (
        (row["ineligible_reason_code"], not row["is_eligible"]),
        (
            "contract_too_short",
            last_visit_on is not None and last_visit_on < first_half_ends_on,
        ),
        ("must_exclude", row["supplier_id"] in wishes.must_exclude),
        ("group_is_chosen", row["corporate_group_id"] in full["groups"]),
        ("category_is_full", row["category_code"] in full["categories"]),
        ("small_are_full", row["is_small"] in full["sizes"]),
    )
    return next((code for code, holds in reasons if holds), "no_room")
