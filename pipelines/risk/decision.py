"""Decide which model is published, from the gate, the number of audits and people."""

from dataclasses import dataclass

import polars as pl

from pipelines.risk.contenders import ANCHORED, EXPERTS
from pipelines.risk.gate import KILL, SHIP
from pipelines.risk.stages import PRIOR


@dataclass(frozen=True)
class Decision:
    """Which model is published and why."""

    model_code: str
    reason_code: str
    is_gate_passed: bool
    is_kill_switch_on: bool


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
