"""Name every wish that the plan falls short of, and why."""

from collections import Counter
from typing import Any

import polars as pl

from pipelines.planning.choose import Choice
from pipelines.planning.wishes import Wishes

TOO_FEW, CROWDED_OUT = "too_few_candidates", "other_constraints"
OVER_CAP, NO_ROOM = "fixed_over_cap", "follow_up_not_possible"


def build_shortfalls(
    checks: list[dict[str, Any]], choice: Choice, wishes: Wishes
) -> list[dict[str, Any]]:
    """Build one row per wish that is not met.

    Args:
        checks: As from `check_plan`.
        choice: The plan, for how many candidates there were.
        wishes: What was asked for.
    """
    there = _count_candidates(choice.pool)
    found = [
        {
            "constraint_code": check["constraint_code"],
            "key": check["key"],
            "wanted": check["limit"],
            "found": check["found"],
            "message_code": _find_message(check, there),
        }
        for check in checks
        if not check["is_held"]
        and check["constraint_code"]
        in {*there, "most_per_category", "most_small", "exploration"}
    ]
    n = choice.chosen.height
    if n < wishes.capacity.audits:
        message = (
            TOO_FEW
            if n >= choice.pool["corporate_group_id"].n_unique()
            else CROWDED_OUT
        )
        found.append(_describe("audits", None, wishes.capacity.audits, n, message))
    return found + [
        _describe("must_include", supplier, 1, 0, NO_ROOM)
        for supplier in choice.fixed.without_room
    ]


def _count_candidates(pool: pl.DataFrame) -> dict[str, Counter[str]]:
    groups = pl.col("corporate_group_id").n_unique()
    areas = (
        pool.explode("procurement_region_codes")
        .group_by("procurement_region_codes")
        .agg(groups)
    )
    categories = pool.group_by("category_code").agg(groups)
    return {
        "least_per_area": Counter(dict(areas.iter_rows())),
        "least_per_category": Counter(dict(categories.iter_rows())),
    }


def _find_message(check: dict[str, Any], there: dict[str, Counter[str]]) -> str:
    counts = there.get(check["constraint_code"])
    if counts is not None:
        return TOO_FEW if counts[check["key"]] < check["limit"] else CROWDED_OUT
    return CROWDED_OUT if check["constraint_code"] == "exploration" else OVER_CAP


def _describe(
    code: str, key: str | None, wanted: float, found: float, message: str
) -> dict[str, Any]:
    return {
        "constraint_code": code,
        "key": key,
        "wanted": wanted,
        "found": found,
        "message_code": message,
    }
