"""Make a plan from wishes: choose, check, price, assign, tell.

published build -> [candidates] -> [choose] -> [half_years], [performers] -> result
              models/<run> -> [expected] ┘      └> [check_plan] or an error
"""

import time
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import PlanError
from pipelines.planning.calibration import load_calibration
from pipelines.planning.candidates import (
    Candidates,
    build_population,
    load_candidates,
)
from pipelines.planning.check_held import check_held
from pipelines.planning.check_plan import check_plan
from pipelines.planning.choose import Choice, build_choice
from pipelines.planning.expected import Chances, build_expected, load_chances
from pipelines.planning.half_years import find_half_years
from pipelines.planning.left_out import build_left_out
from pipelines.planning.performers import NO_DAYS, find_performers
from pipelines.planning.prices import build_prices
from pipelines.planning.shortfalls import build_shortfalls
from pipelines.planning.wishes import (
    FACTORY,
    OFFICE,
    Wishes,
    build_echo,
    read_wishes,
)
from pipelines.progress import run_step
from pipelines.settings import Settings
from pipelines.warehouse.publications import find_published_run, load_current

#: Columns of a chosen audit, in order.
CHOSEN = (
    *("supplier_id", "supplier_name", "category_code", "audit_type_code"),
    *("half_year", "why_code", "probability", "severity_score", "exposure_score"),
    *("value_score", "band_code", "inclusion_probability", "detectability_score"),
    *("performer_code", "trip_code", "auditor_days", "cost_sek", "country_code"),
    *("region_codes", "area_codes", "is_small", "is_in_last_plan"),
)


def run_plan(settings: Settings, wishes_file: Path) -> dict[str, Any]:
    """Make a plan from the published build.

    Returns:
        The result as JSON: the wishes in full, the chosen audits, what to expect of
        them and of other lists, the price of each constraint, every check, and how
        far such expectations have held on earlier years.

    Raises:
        PlanError: The wishes cannot be read or kept, or nothing is published.
    """
    current = load_current(settings)
    run_folder = find_published_run(settings)
    if current is None or run_folder is None:
        raise PlanError(
            f"Nothing is published in {settings.home} to plan from. Run "
            "`malbild refresh` first."
        )
    with run_step("Load the candidates"):
        candidates = load_candidates(settings.warehouse_dir / current["file"])
        wishes = read_wishes(wishes_file, candidates.effort)
        chances = load_chances(candidates, run_folder)
    return {
        **build_plan(candidates, wishes, chances),
        "calibration": load_calibration(run_folder),
    }


def build_plan(
    candidates: Candidates, wishes: Wishes, chances: Chances
) -> dict[str, Any]:
    """Build the result of one plan."""
    started = time.perf_counter()
    with run_step("Choose the audits"):
        choice = build_choice(candidates, wishes)
    solved = time.perf_counter() - started
    with run_step("Assign performers"):
        chosen = _build_chosen(choice, candidates, wishes)
    result: dict[str, Any] = {
        "wishes": build_echo(wishes),
        "build_id": candidates.build_id,
        "model_run_id": candidates.model_run_id,
        "as_of_on": candidates.as_of_on.isoformat(),
        "solved_seconds": round(solved, 3),
        "is_optimal": choice.stage.solution.is_optimal,
        "gap": choice.stage.solution.gap,
        "population": build_population(candidates),
        "chosen": chosen.select(CHOSEN).to_dicts(),
    }
    with run_step("Check every constraint"):
        result["checks"] = check_plan(result, candidates.rows.to_dicts())
        result["shortfalls"] = build_shortfalls(result["checks"], choice, wishes)
        check_held(result["checks"], result["shortfalls"])
    with run_step("Price the constraints"):
        result["expected"] = build_expected(
            chosen.select("supplier_id", "category_code", "audit_type_code"),
            candidates,
            chances,
            seed=wishes.seed or 0,
        )
        result["prices"] = build_prices(choice, candidates, wishes)
    result["left_out"] = build_left_out(chosen, candidates, wishes)
    result["unassigned"] = [
        {"supplier_id": supplier, "reason_code": NO_DAYS}
        for supplier in chosen.filter(pl.col("performer_code").is_null())["supplier_id"]
    ]
    return result


def _build_chosen(
    choice: Choice, candidates: Candidates, wishes: Wishes
) -> pl.DataFrame:
    kind = pl.when("is_factory").then(pl.lit(FACTORY)).otherwise(pl.lit(OFFICE))
    effort = wishes.effort
    audits = (
        choice.chosen.join(choice.pool, on="row", how="left", maintain_order="left")
        .with_columns(audit_type_code=kind)
        .with_columns(
            detectability_score=_choose(candidates.detectability),
            auditor_days=_choose(
                {code: one.auditor_days for code, one in effort.items()}
            ),
            cost_sek=_choose({code: one.cost_sek for code, one in effort.items()}),
            country_code=pl.col("main_country_code"),
            area_codes=pl.col("procurement_region_codes"),
        )
    )
    audits = audits.with_columns(half_year=pl.Series(find_half_years(audits, wishes)))
    performers, trips = find_performers(audits, wishes)
    return audits.with_columns(
        performer_code=pl.Series(performers, dtype=pl.String),
        trip_code=pl.Series(trips, dtype=pl.String),
    )


def _choose(by_type: dict[str, float]) -> pl.Expr:
    return pl.col("audit_type_code").replace_strict(by_type, return_dtype=pl.Float64)
