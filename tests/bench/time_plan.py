"""Time the choice of a plan with every constraint at once, on made-up programmes.

Prints one JSON line: size -> seconds of the choice, of its relaxed problem (the least
that any exact answer must do), of all prices, and how sure the answer is. The median of
three programmes each.
"""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import milp

from pipelines.planning import solve
from pipelines.planning.choose import Choice, build_choice, find_stage
from pipelines.planning.prices import build_prices
from tests.planning.programmes import build_full_wishes, build_programme

#: Suppliers and audits, and how long the choice may take on two idle cores.
SIZES = {(2_500, 120): 2.0, (6_000, 200): 12.0}
SEEDS = (1, 2, 3)


def time_call(call: Callable[[], Any]) -> tuple[float, Any]:
    """Call once; return the seconds it took and what it gave."""
    started = time.perf_counter()
    given = call()
    return time.perf_counter() - started, given


def time_relaxed(choice: Choice) -> float:
    """Time the same problem when audits may be split."""
    options, limits = choice.stage.options, choice.stage.limits
    nothing = np.zeros(options.size, bool)
    problem = solve._build_problem(
        options.worth,
        limits,
        options.group,
        nothing,
        nothing,
        np.empty(0, np.int64),
    )
    return time_call(lambda: solve._solve_relaxed(problem))[0]


def time_plan(n_suppliers: int, n_audits: int, seed: int) -> dict[str, float]:
    """Time one plan."""
    candidates = build_programme(n_suppliers, seed)
    wishes = build_full_wishes(candidates, n_audits)
    began = time.process_time()
    chosen, choice = time_call(lambda: build_choice(candidates, wishes))
    processor = time.process_time() - began
    staged, _ = time_call(
        lambda: find_stage(choice.pool, candidates, wishes, choice.fixed)
    )
    priced, prices = time_call(lambda: build_prices(choice, candidates, wishes))
    return {
        "choice": chosen,
        "choice_processor": processor,
        "stage": staged,
        "floor": time_relaxed(choice),
        "prices": priced,
        "n_prices": len(prices),
        "n_exact": sum(one["is_exact"] for one in prices),
        "n_options": choice.stage.options.size,
        "is_optimal": choice.stage.solution.is_optimal,
        "gap": choice.stage.solution.gap,
    }


def main() -> None:
    """Time every size."""
    # The first call loads the solver.
    milp([1.0])
    timed = {}
    for (n_suppliers, n_audits), aim in SIZES.items():
        runs = [time_plan(n_suppliers, n_audits, seed) for seed in SEEDS]
        timed[f"{n_suppliers} suppliers, {n_audits} audits"] = {
            name: statistics.median(run[name] for run in runs) for name in runs[0]
        } | {"slowest": max(run["choice"] for run in runs), "aim": aim}
    print(json.dumps(timed))


if __name__ == "__main__":
    main()
