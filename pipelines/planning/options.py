"""What can be chosen: each supplier and category of the pool, by each type of audit."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.planning.candidates import Candidates
from pipelines.planning.wishes import AREAS, FACTORY, OFFICE, Wishes

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indexes = NDArray[np.int64]

#: Keeping somebody from the last plan is worth this share of the best visit: it decides
#: between near equals and nothing else.
BONUS_SHARE = 0.02
DECIMALS = 9


@dataclass(frozen=True)
class Options:
    """One element per option: all office audits first, then the factory audits.

    `row` is the number in the pool and `area` is areas × options. `worth` is the value
    of the visit with what the last plan adds; `value` is without.
    """

    row: Indexes
    is_factory: Flags
    value: Numbers
    worth: Numbers
    auditor_days: Numbers
    cost_sek: Numbers
    is_small: Flags
    is_first_half_only: Flags
    group: Indexes
    category: NDArray[np.str_]
    area: Flags

    @property
    def size(self) -> int:
        """The number of options."""
        return self.row.size


def build_options(
    pool: pl.DataFrame,
    candidates: Candidates,
    wishes: Wishes,
    *,
    is_group_free: bool = False,
) -> Options:
    """Build the options of all rows of the pool.

    A factory can be visited where the country of manufacture is declared.

    Args:
        pool: As from `build_pool`.
        candidates: For how much each type of audit sees.
        wishes: For what each takes, and whether the last plan counts.
        is_group_free: Whether companies of one group may all be chosen.
    """
    has_place = pool["main_country_code"].is_not_null().to_numpy()
    may_visit = has_place & (wishes.capacity.factory_audits != 0)
    row = np.concatenate([np.arange(pool.height), np.flatnonzero(may_visit)])
    is_factory = np.arange(row.size) >= pool.height
    together = "supplier_id" if is_group_free else "corporate_group_id"
    group = pool[together].rank("dense").to_numpy().astype(np.int64) - 1
    seen = _choose(is_factory, candidates.detectability)
    worth = pool["value_score"].to_numpy() * (
        1.0 + BONUS_SHARE * _find_kept(pool, wishes)
    )
    effort = wishes.effort
    return Options(
        row=row,
        is_factory=is_factory,
        value=np.round(pool["value_score"].to_numpy()[row] * seen, DECIMALS),
        worth=np.round(worth[row] * seen, DECIMALS),
        auditor_days=_choose(
            is_factory, {kind: one.auditor_days for kind, one in effort.items()}
        ),
        cost_sek=_choose(
            is_factory, {kind: one.cost_sek for kind, one in effort.items()}
        ),
        is_small=pool["is_small"].to_numpy()[row],
        is_first_half_only=pool["is_first_half_only"].to_numpy()[row],
        group=group[row],
        category=pool["category_code"].to_numpy().astype(np.str_)[row],
        area=build_areas(pool)[:, row],
    )


def build_areas(pool: pl.DataFrame) -> Flags:
    """Return areas × rows: whether regions of the area buy from the supplier."""
    codes = pl.col("procurement_region_codes")
    return (
        pool.select(codes.list.contains(area).alias(area) for area in AREAS)
        .to_numpy()
        .T
    )


def _choose(is_factory: Flags, by_type: dict[str, float]) -> Numbers:
    return np.where(is_factory, by_type[FACTORY], by_type[OFFICE])


def _find_kept(pool: pl.DataFrame, wishes: Wishes) -> Numbers:
    kept = pool["is_in_last_plan"].to_numpy().astype(float)
    return kept if wishes.bonus_last_plan else np.zeros(pool.height)
