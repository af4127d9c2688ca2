"""What is in a plan whatever the ranking says: must be included, follow-ups, lottery.

must_include is the wisher's word and stops the plan when it cannot be kept. Follow-ups
that are due come next, the gravest first, as far as there is room. The lottery is drawn
before anything is chosen, so that its chance is known and nothing bends it.
"""

from dataclasses import dataclass
from math import ceil

import polars as pl

from pipelines.errors import PlanError
from pipelines.planning.candidates import Candidates
from pipelines.planning.limits import find_half_year_cap
from pipelines.planning.lottery import draw_lottery
from pipelines.planning.wishes import OFFICE, Unit, Wishes

#: Less than this says nothing of how right the choices are.
LEAST_EXPLORED = 3
DUE_ORDER = ("severe_finding_overdue", "major_finding_overdue", "re_audit_due")


@dataclass(frozen=True)
class Fixed:
    """Rows of the pool that are chosen beforehand, and how many are explored.

    `chance` is of each row in `lottery`. `n_guided` more are to be chosen afterwards,
    to learn from. `without_room` are suppliers that are due and found no room.
    """

    required: tuple[int, ...]
    follow_ups: tuple[int, ...]
    lottery: tuple[int, ...]
    chance: tuple[float, ...]
    n_guided: int
    n_explored_wanted: int
    without_room: tuple[str, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.required, *self.follow_ups, *self.lottery)


def find_fixed(pool: pl.DataFrame, candidates: Candidates, wishes: Wishes) -> Fixed:
    """Find what is chosen beforehand.

    Args:
        pool: As from `build_pool`.
        candidates: Everybody, to tell why somebody is not in the pool.
        wishes: What is asked for.

    Raises:
        PlanError: Something that must be included cannot be.
    """
    required = _find_required(pool, candidates, wishes)
    taken = list(required)
    follow_ups = []
    for row in _find_due(pool, required):
        if _has_room(pool, [*taken, row], wishes):
            follow_ups.append(row)
            taken.append(row)
    without_room = _find_without_room(pool, candidates, taken)
    wanted = find_explored(wishes)
    n_explored = min(wanted, _count_room(pool, taken, wishes))
    lottery, chance = draw_lottery(pool, taken, wishes, (n_explored + 1) // 2)
    return Fixed(
        required=tuple(required),
        follow_ups=tuple(follow_ups),
        lottery=lottery,
        chance=chance,
        n_guided=n_explored - len(lottery),
        n_explored_wanted=wanted,
        without_room=without_room,
    )


def find_explored(wishes: Wishes) -> int:
    """Find how many audits are to be explored: a share rounded up, never under three.

    Nor more than half of a plan, however small that is.
    """
    share = ceil(wishes.capacity.audits * wishes.exploration_pct / 100 - 1e-9)
    return min(max(share, LEAST_EXPLORED), wishes.capacity.audits // 2)


def _find_required(
    pool: pl.DataFrame, candidates: Candidates, wishes: Wishes
) -> list[int]:
    units = dict.fromkeys((u.supplier_id, u.category_code) for u in wishes.must_include)
    known = {
        (supplier, category): row
        for row, supplier, category in pool.select(
            "row", "supplier_id", "category_code"
        ).iter_rows()
    }
    missing = [Unit(*unit) for unit in units if unit not in known]
    if missing:
        told = "; ".join(_find_reason(unit, candidates, wishes) for unit in missing)
        raise PlanError(f"must_include cannot be kept: {told}.")
    rows = [known[unit] for unit in units]
    if pool["corporate_group_id"].gather(rows).n_unique() < len(rows):
        raise PlanError(
            "must_include names two of one supplier or one corporate group; a plan "
            "visits at most one. Take one of them away."
        )
    if not _has_room(pool, rows, wishes):
        raise PlanError(
            f"must_include names {len(rows)} suppliers, more than the capacity has "
            f"room for ({wishes.capacity.audits} audits, and what days, budget and "
            "half-years allow). Raise the capacity or take some of them away."
        )
    return rows


def _find_reason(unit: Unit, candidates: Candidates, wishes: Wishes) -> str:
    named = f"{unit.supplier_id} in {unit.category_code}"
    found = candidates.rows.filter(
        pl.col("supplier_id") == unit.supplier_id,
        pl.col("category_code") == unit.category_code,
    )
    if found.is_empty():
        return f"{named} is not among the suppliers that are ranked"
    one = found.row(0, named=True)
    if not one["is_prioritised"]:
        return f"{named} is not prioritised, so the region's own queue has it"
    if unit.supplier_id in wishes.must_exclude:
        return f"{named} is in must_exclude too"
    reason = one["ineligible_reason_code"] or "contract_ends_within_year"
    return f"{named} may not be planned ({reason})"


def _find_due(pool: pl.DataFrame, taken: list[int]) -> list[int]:
    rank = pl.col("due_reason_code").replace_strict(
        {code: turn for turn, code in enumerate(DUE_ORDER)}, default=None
    )
    groups = pool["corporate_group_id"].gather(taken)
    return (
        pool.with_columns(due_rank=rank)
        .filter(
            pl.col("due_rank").is_not_null(),
            pl.col("corporate_group_id").is_in(groups.implode()).not_(),
        )
        .sort(["due_rank", "value_score", "row"], descending=[False, True, False])
        .unique("corporate_group_id", keep="first", maintain_order=True)["row"]
        .to_list()
    )


def _find_without_room(
    pool: pl.DataFrame, candidates: Candidates, taken: list[int]
) -> tuple[str, ...]:
    """Find suppliers that are due and not taken, whatever keeps them out."""
    groups = pool["corporate_group_id"].gather(taken)
    left = candidates.joint.filter(
        pl.col("due_reason_code").is_not_null(),
        pl.col("corporate_group_id").is_in(groups.implode()).not_(),
    )
    return tuple(left["supplier_id"].unique().sort())


def _has_room(pool: pl.DataFrame, rows: list[int], wishes: Wishes) -> bool:
    first = find_half_year_cap(wishes, 1)
    early = int(pool["is_first_half_only"].gather(rows).sum())
    return _count_room(pool, rows, wishes) >= 0 and (first is None or early <= first)


def _count_room(pool: pl.DataFrame, rows: list[int], wishes: Wishes) -> int:
    """Count how many office audits there is room for beside these; may be below 0."""
    capacity, effort = wishes.capacity, wishes.effort[OFFICE]
    halves = [find_half_year_cap(wishes, half) for half in (1, 2)]
    rooms: list[float] = [capacity.audits, pool["corporate_group_id"].n_unique()]
    if capacity.auditor_days is not None:
        rooms.append(capacity.auditor_days / effort.auditor_days + 1e-9)
    if capacity.budget_sek is not None and effort.cost_sek:
        rooms.append(capacity.budget_sek / effort.cost_sek + 1e-9)
    if None not in halves:
        rooms.append(sum(half for half in halves if half is not None))
    return int(min(rooms)) - len(rows)
