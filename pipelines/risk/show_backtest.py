"""Print how the rankings of earlier days would have done."""

from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from pipelines.risk.evaluate import POOLED
from pipelines.risk.write_run import read_run

METRICS = (
    *("precision_at_k", "lift_at_k", "auc", "within_auditor_auc", "brier_skill"),
    *("calibration_slope", "refit_overlap", "labelled_share"),
)


def load_backtest(folder: Path) -> dict[str, Any]:
    """Load what a run's backtest found, for programs.

    Returns:
        model_run_id, how the model was published and why, and the rows of evaluation,
        windows and gate.
    """
    config = read_run(folder)
    tables = {
        name: pl.read_parquet(folder / f"{name}.parquet")
        for name in ("evaluation", "windows", "gate")
    }
    return {
        **{
            name: config[name]
            for name in (
                *("model_run_id", "as_of_on", "stage_code", "n_labels", "n_positives"),
                *("model_in_use_code", "model_published_code"),
                *("published_reason_code", "is_gate_passed", "is_kill_switch_on"),
            )
        },
        **{
            name: table.with_columns(pl.col(pl.Date).cast(pl.String)).to_dicts()
            for name, table in tables.items()
        },
    }


def show_backtest(found: dict[str, Any]) -> None:
    """Print all windows together, the best order first, and the gate."""
    console = Console(width=170)
    rows = [row for row in found["evaluation"] if row["window_code"] == POOLED]
    if not rows:
        console.print("No half-year has a finished year of approved reports after it.")
    else:
        console.print(_build_table(rows))
    for row in found["gate"]:
        held = "held" if row["is_passed"] else f"did not hold ({row['reason_code']})"
        console.print(
            f"{row['gate_code']} {row['check_code']}: {_write(row)}, {held}",
            markup=False,
        )
    console.print(
        f"Published: {found['model_published_code']} "
        f"({found['published_reason_code']}), stage {found['stage_code']}, "
        f"{found['n_labels']} audits, run {found['model_run_id']}."
    )


def _build_table(rows: list[dict[str, Any]]) -> Table:
    by_model: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        by_model.setdefault(row["model_code"], {})[row["metric_code"]] = row
    table = Table("model", "hits of chosen", *METRICS)
    ordered = sorted(
        by_model.items(),
        key=lambda item: (-(item[1]["precision_at_k"]["measured"] or 0.0), item[0]),
    )
    for model, metrics in ordered:
        first = metrics["precision_at_k"]
        table.add_row(
            model,
            f"{first['n_hits']:.1f} / {first['n_chosen']:.0f}",
            *(_write(metrics.get(metric)) for metric in METRICS),
        )
    return table


def _write(row: dict[str, Any] | None) -> str:
    if row is None or row["measured"] is None:
        return "-"
    low = row.get("low", row.get("measured_low"))
    high = row.get("high", row.get("measured_high"))
    ends = "" if low is None or high is None else f" ({low:.2f} to {high:.2f})"
    return f"{row['measured']:.3f}{ends}"
