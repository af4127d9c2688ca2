"""Choose the audits of a plan: what is fixed, then the best, then what to learn from.

pool -> [fixed] -> [options], [limits] -> [solve] -> [ties] -> [guided] -> Choice
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.planning.candidates import Candidates, build_pool, find_small_share
from pipelines.planning.fixed import Fixed, find_fixed
from pipelines.planning.guided import find_guided
from pipelines.planning.limits import Limit, build_limits
from pipelines.planning.options import Options, build_options
from pipelines.planning.solve import SECONDS, Solution, find_best
from pipelines.planning.ties import find_lowest
from pipelines.planning.wishes import Wishes


@dataclass(frozen=True)
class Stage:
    """A solved choice: the options, the limits that were kept, and what was chosen."""

    options: Options
    limits: list[Limit]
    solution: Solution

    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows of the pool that were chosen."""
        return self.options.row[self.solution.chosen]


@dataclass(frozen=True)
class Choice:
    """A chosen plan.

    `chosen` has one row per audit, in the order of the pool: `row`, `is_factory`,
    `why_code` and `inclusion_probability`.
    """

    pool: pl.DataFrame
    fixed: Fixed
    stage: Stage
    chosen: pl.DataFrame


def build_choice(candidates: Candidates, wishes: Wishes) -> Choice:
    """Choose the audits.

    Raises:
        PlanError: Something that must be included cannot be, or nobody may be visited.
    """
    pool = build_pool(candidates, wishes)
    small_share = find_small_share(candidates)
    fixed = find_fixed(pool, candidates, wishes)
    stage = find_stage(pool, candidates, wishes, fixed)
    covering = _find_covering(pool, candidates, wishes, fixed, stage)
    guided = find_guided(
        pool, stage.options, stage.solution.chosen, fixed, wishes, small_share
    )
    return Choice(
        pool=pool,
        fixed=fixed,
        stage=stage,
        chosen=_build_chosen(stage, fixed, covering, guided),
    )


def find_stage(
    pool: pl.DataFrame,
    candidates: Candidates,
    wishes: Wishes,
    fixed: Fixed,
    *,
    is_group_free: bool = False,
    seconds: float = SECONDS,
) -> Stage:
    """Find the best choice beside what is fixed, leaving room for what is guided."""
    rows = np.array(fixed.rows, dtype=np.int64)
    options = build_options(
        pool,
        candidates,
        wishes,
        is_group_free=is_group_free,
    )
    limits = build_limits(
        options,
        wishes,
        small_share=find_small_share(candidates),
        fixed=np.isin(options.row, rows) & ~options.is_factory,
        reserved=fixed.n_guided,
    )
    return Stage(options, limits, _find_solution(options, limits, fixed, seconds))


def _find_solution(
    options: Options, limits: list[Limit], fixed: Fixed, seconds: float
) -> Solution:
    if options.size == 0:
        return Solution(np.zeros(0, bool), worth=0.0, gap=0.0, is_optimal=True)
    is_fixed = np.isin(options.row, np.array(fixed.rows, dtype=np.int64))
    lottery = np.isin(options.row, np.array(fixed.lottery, dtype=np.int64))
    groups = options.group[is_fixed]
    solution = find_best(
        options.worth,
        limits,
        options.group,
        # Lots are drawn for one kind of visit, so that their findings can be compared.
        must=lottery & ~options.is_factory,
        never=np.isin(options.group, groups) & ~is_fixed,
        one_of=np.unique(groups),
        seconds=seconds,
    )
    return find_lowest(options, solution, is_fixed)


def _find_covering(
    pool: pl.DataFrame,
    candidates: Candidates,
    wishes: Wishes,
    fixed: Fixed,
    stage: Stage,
) -> NDArray[np.int64]:
    """Find rows that are in only because a floor asks for somebody."""
    tight = [
        limit
        for limit in stage.limits
        if limit.is_soft
        and limit.weights[stage.solution.chosen].sum() <= limit.at_least + 1e-9
    ]
    if not tight:
        return np.empty(0, np.int64)
    free = replace(wishes, least_per_area=None, least_per_category={})
    without = find_stage(pool, candidates, free, fixed)
    serves = np.any([limit.weights > 0 for limit in tight], axis=0)
    rows = stage.options.row[stage.solution.chosen & serves]
    # A supplier that would have been visited in another category is in by its risk.
    suppliers = pool["supplier_id"].to_numpy()
    return rows[~np.isin(suppliers[rows], suppliers[without.rows])]


def _build_chosen(
    stage: Stage,
    fixed: Fixed,
    covering: NDArray[np.int64],
    guided: list[int],
) -> pl.DataFrame:
    chosen = stage.solution.chosen
    chance = dict(zip(fixed.lottery, fixed.chance, strict=True))
    why = {
        **dict.fromkeys(covering.tolist(), "coverage"),
        **dict.fromkeys(fixed.required, "override"),
        **dict.fromkeys(fixed.follow_ups, "follow_up"),
        **dict.fromkeys(fixed.lottery, "lottery"),
        **dict.fromkeys(guided, "learning"),
    }
    rows = [*stage.options.row[chosen].tolist(), *guided]
    return pl.DataFrame(
        {
            "row": rows,
            "is_factory": [
                *stage.options.is_factory[chosen].tolist(),
                *(False for _ in guided),
            ],
            "why_code": [why.get(row, "risk") for row in rows],
            "inclusion_probability": [chance.get(row) for row in rows],
        },
        schema={
            "row": pl.UInt32,
            "is_factory": pl.Boolean,
            "why_code": pl.String,
            "inclusion_probability": pl.Float64,
        },
    ).sort("row")
