"""May the trained model be shown? The ship gate, the kill switch, and who is published.

When a check does not hold, the experts' rule is published, and the card says so.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.risk.contenders import ANCHORED, BOOSTING, EXPERTS
from pipelines.risk.evaluate import POOLED, Evaluation
from pipelines.risk.resample import find_interval
from pipelines.risk.run_tables import GATE
from pipelines.risk.stages import CHALLENGER_ALLOWED, PRIOR

SHIP, KILL, CHALLENGER = "ship", "kill", "challenger"
RULE = "country_category_spend"

FEWEST_WINDOWS = 3
LEAST_REFIT_OVERLAP = 0.60
SLOPES = (0.7, 1.3)
LEAST_SLOPE = 0.5
#: Differences are judged by this interval, in percent.
SURE_PERCENT = 90.0
N_BETTER_WINDOWS = 3


@dataclass(frozen=True)
class Measure:
    """A figure with its interval; None where it could not be measured."""

    measured: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Decision:
    """Which model is published and why."""

    model_code: str
    reason_code: str
    is_gate_passed: bool
    is_kill_switch_on: bool


def check_gate(
    evaluation: Evaluation | None, groups: pl.DataFrame, *, stage_code: str
) -> pl.DataFrame:
    """Check everything that the trained model must hold.

    Args:
        evaluation: None when there was nothing to judge by.
        groups: The table of groups of the trained model's own list.
        stage_code: From `find_stage`.

    Returns:
        As GATE.
    """
    outside = groups.filter(
        pl.col("verdict_code") == "outside", pl.col("reason_sv").is_null()
    ).height
    precision = _compare(evaluation, "precision_at_k", RULE)
    slope = _find(evaluation, ANCHORED, "calibration_slope")
    rows = [
        _check(SHIP, "n_windows", Measure(_count_windows(evaluation)), FEWEST_WINDOWS),
        _check(
            SHIP,
            "within_auditor_auc_against_experts",
            _compare(evaluation, "within_auditor_auc", EXPERTS),
            0.0,
        ),
        _check(SHIP, "precision_against_rule", precision, 0.0),
        _check(
            SHIP,
            "refit_overlap",
            _find(evaluation, ANCHORED, "refit_overlap"),
            LEAST_REFIT_OVERLAP,
        ),
        _check(SHIP, "calibration_slope", slope, *SLOPES),
        _check(SHIP, "groups_outside", Measure(float(outside)), None, 0.0),
        # The kill switch asks for proof of harm; what cannot be measured is none.
        _check(KILL, "precision_against_rule", _take_high(precision), 0.0, proof=True),
        _check(KILL, "calibration_slope", slope, LEAST_SLOPE, proof=True),
        _check_challenger(evaluation, stage_code),
    ]
    return pl.DataFrame(rows, schema=GATE, orient="row")


def find_decision(
    gate: pl.DataFrame, *, model_in_use: str, stage_code: str
) -> Decision:
    """Decide which model is published.

    Args:
        gate: From `check_gate`.
        model_in_use: What risk_model_in_use asks for.
        stage_code: From `find_stage`.
    """
    held = {
        code: bool(gate.filter(pl.col("gate_code") == code)["is_passed"].all())
        for code in (SHIP, KILL)
    }
    if model_in_use == EXPERTS:
        model, reason = EXPERTS, "decided"
    elif stage_code == PRIOR:
        model, reason = EXPERTS, "stage_is_prior"
    elif not held[KILL]:
        model, reason = EXPERTS, "kill_switch_on"
    elif not held[SHIP]:
        model, reason = EXPERTS, "gate_failed"
    else:
        model, reason = ANCHORED, "gate_passed"
    return Decision(
        model_code=model,
        reason_code=reason,
        is_gate_passed=held[SHIP],
        is_kill_switch_on=not held[KILL],
    )


def _check(
    gate_code: str,
    check_code: str,
    measure: Measure,
    least: float | None,
    most: float | None = None,
    *,
    proof: bool = False,
) -> tuple[object, ...]:
    found = measure.measured
    reason = None
    if found is None:
        reason = None if proof else "not_measured"
    elif least is not None and found < least:
        reason = "too_low"
    elif most is not None and found > most:
        reason = "reason_not_written" if check_code == "groups_outside" else "too_high"
    return (
        *(gate_code, check_code, reason is None),
        *(found, measure.low, measure.high, least, most, reason),
    )


def _check_challenger(
    evaluation: Evaluation | None, stage_code: str
) -> tuple[object, ...]:
    """Tell whether boosting is surely and lastingly better; nothing follows from it."""
    difference = _compare(evaluation, "within_auditor_auc", BOOSTING)
    turned = Measure(*(None if one is None else -one for one in _turn(difference)))
    is_better = False
    least = 0.0
    if evaluation is not None and turned.measured is not None:
        draws = _find_differences(evaluation, "within_auditor_auc", BOOSTING)
        least = float(np.nanstd(draws))
        is_better = (
            stage_code == CHALLENGER_ALLOWED
            and turned.measured > least
            and _is_better_lately(evaluation)
        )
    return (
        *(CHALLENGER, "boosting_against_anchored", not is_better),
        *(turned.measured, turned.low, turned.high, None, round(least, 9)),
        "too_high" if is_better else None,
    )


def _turn(measure: Measure) -> tuple[float | None, float | None, float | None]:
    return measure.measured, measure.high, measure.low


def _is_better_lately(evaluation: Evaluation) -> bool:
    by_window = (
        evaluation.table.filter(
            pl.col("metric_code") == "within_auditor_auc",
            pl.col("window_code") != POOLED,
            pl.col("model_code").is_in([ANCHORED, BOOSTING]),
        )
        .pivot(on="model_code", index="window_code", values="measured")
        .sort("window_code")
        .tail(N_BETTER_WINDOWS)
    )
    better = by_window.filter(pl.col(BOOSTING) > pl.col(ANCHORED)).height
    return better == N_BETTER_WINDOWS


def _count_windows(evaluation: Evaluation | None) -> float:
    if evaluation is None:
        return 0.0
    return float(evaluation.table["window_code"].n_unique() - 1)


def _find(evaluation: Evaluation | None, model: str, metric: str) -> Measure:
    if evaluation is None:
        return Measure()
    row = evaluation.table.filter(
        pl.col("window_code") == POOLED,
        pl.col("model_code") == model,
        pl.col("metric_code") == metric,
    )
    if row.is_empty():
        return Measure()
    return Measure(*row.select("measured", "low", "high").row(0))


def _compare(evaluation: Evaluation | None, metric: str, other: str) -> Measure:
    """Measure by how much the anchored model is better, on the same draws."""
    if evaluation is None:
        return Measure()
    ours, theirs = (
        _find(evaluation, code, metric).measured for code in (ANCHORED, other)
    )
    if ours is None or theirs is None:
        return Measure()
    draws = _find_differences(evaluation, metric, other)
    return Measure(round(ours - theirs, 9), *find_interval(draws, percent=SURE_PERCENT))


def _find_differences(evaluation: Evaluation, metric: str, other: str) -> np.ndarray:
    return evaluation.draws[ANCHORED, metric] - evaluation.draws[other, metric]


def _take_high(measure: Measure) -> Measure:
    return Measure(measure.high, measure.low, measure.high)
