"""Whom a plan may visit: the suppliers of the published build, and what a visit takes.

marts.rpt_plan_candidates, seeds.audit_types -> Candidates -> [build_pool] -> pool
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.errors import PlanError
from pipelines.planning.wishes import Effort, Wishes

KEYS = ("supplier_id", "category_code")


@dataclass(frozen=True)
class Candidates:
    """Suppliers × categories of one build, in the order of their keys.

    `rows` is as marts.rpt_plan_candidates. `detectability` tells by audit type how
    likely a major finding is seen, against an office audit; `effort` what one takes.
    """

    rows: pl.DataFrame
    detectability: dict[str, float]
    effort: dict[str, Effort]
    build_id: str
    model_run_id: str
    as_of_on: date

    @property
    def joint(self) -> pl.DataFrame:
        """The rows of the joint plan: other categories have queues of their own."""
        return self.rows.filter("is_prioritised")


def load_candidates(warehouse: Path) -> Candidates:
    """Load the candidates of a finished build.

    Raises:
        PlanError: The build has none, for example because nobody could be ranked.
    """
    with duckdb.connect(str(warehouse), read_only=True) as con:
        try:
            rows = con.sql("select * from marts.rpt_plan_candidates").pl()
            types = con.sql("select * from seeds.audit_types").pl()
            build_id = con.sql("select build_id from marts.fct_builds").fetchall()
        except duckdb.Error as error:
            raise PlanError(
                f"The published build has no candidates for a plan ({error}). It was "
                "made by an earlier version; run `malbild refresh`."
            ) from error
    if rows.is_empty():
        raise PlanError(
            "No supplier is ranked in the published build, so there is nobody to plan "
            "for. Import contracts, then run `malbild refresh`."
        )
    return build_candidates(rows, types, build_id=build_id[0][0])


def build_candidates(
    rows: pl.DataFrame, types: pl.DataFrame, *, build_id: str
) -> Candidates:
    """Build the candidates from rows in any order."""
    kinds: list[dict[str, Any]] = types.to_dicts()
    return Candidates(
        rows=rows.sort(KEYS),
        detectability={
            kind["audit_type_code"]: kind["detectability_score"] for kind in kinds
        },
        effort={
            kind["audit_type_code"]: Effort(kind["auditor_days"], kind["cost_sek"])
            for kind in kinds
        },
        build_id=build_id,
        model_run_id=rows["model_run_id"][0],
        as_of_on=rows["as_of_on"][0],
    )


def build_pool(candidates: Candidates, wishes: Wishes) -> pl.DataFrame:
    """Build the pool that a plan of this year may choose from.

    A visit may fall on any day of its half-year, so there must be a year of contract
    left on the last day of it.

    Returns:
        Rows of the joint plan, in the order of their keys, with `row` (their number)
        and `is_first_half_only` (the contract ends too early for the second half).
    """
    last_days = [date(wishes.plan_year, 6, 30), date(wishes.plan_year, 12, 31)]
    reaches = [
        (pl.col("last_visit_on") >= day).fill_null(value=True) for day in last_days
    ]
    return (
        candidates.joint.filter(
            pl.col("is_eligible"),
            reaches[0],
            pl.col("supplier_id").is_in(list(wishes.must_exclude)).not_(),
        )
        .with_columns(is_first_half_only=reaches[1].not_())
        .with_row_index("row")
    )


def build_population(candidates: Candidates) -> dict[str, Any]:
    """Describe whom the plan stands for; shares are of eligible suppliers, 0 to 1."""
    joint = candidates.joint
    eligible = joint.filter("is_eligible").unique("supplier_id", keep="first")
    return {
        "n_suppliers": joint["supplier_id"].n_unique(),
        "n_eligible": eligible.height,
        "n_rows": joint.height,
        "small_share": find_small_share(candidates),
    }


def find_small_share(candidates: Candidates) -> float:
    """Find the share of small ones among the eligible suppliers of the joint plan."""
    eligible = candidates.joint.filter("is_eligible")
    small = eligible.unique("supplier_id", keep="first")["is_small"]
    return float(small.sum()) / max(small.len(), 1)
