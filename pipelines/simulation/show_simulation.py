"""Sum up a simulation with intervals, beside the figures that were measured before."""

from typing import Any

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table
from scipy import stats

#: Source: the design page of the risk model, section 9 (8 seeds, 100 audits a year),
#: from a simulator of its own. Ours is set so that chance, spend and the experts' rule,
#: which learn nothing, do about as well in both; what learns may then be compared.
REFERENCE = {
    "random": {"A": 0.27, "B": 0.29, "C": 0.30},
    "largest_spend": {"A": 0.24, "B": 0.24, "C": 0.25},
    "experts": {"A": 0.722, "B": 0.567, "C": 0.634},
    "ridge": {"A": 0.625, "B": 0.679, "C": 0.623},
    "boosting": {"A": 0.626, "B": 0.658, "C": 0.607},
    "anchored": {"A": 0.698, "B": 0.718, "C": 0.657},
    "anchored_guided": {"A": 0.692, "B": 0.712, "C": 0.673},
}
BESIDE = "anchored"
CONFIDENCE = 0.95
DECIMALS = 4


def build_summary(captured: pl.DataFrame) -> pl.DataFrame:
    """Sum up what `run_simulation` returns.

    Returns:
        One row per world and policy: captured_share with low and high (95 %, Student's
        t over the seeds, null with one seed), reference_share, and the mean difference
        from `anchored` in the same seeds, also with low and high.
    """
    by_seed = captured.group_by(
        "world_code", "policy_code", "seed", maintain_order=True
    ).agg(pl.col("captured_share").mean())
    beside = by_seed.filter(pl.col("policy_code") == BESIDE).select(
        "world_code", "seed", anchored_share="captured_share"
    )
    paired = by_seed.join(
        beside, on=["world_code", "seed"], how="left", maintain_order="left"
    ).with_columns(difference=pl.col("captured_share") - pl.col("anchored_share"))
    rows = []
    for (world, policy), group in paired.group_by(
        ["world_code", "policy_code"], maintain_order=True
    ):
        row: dict[str, Any] = {"world_code": world, "policy_code": policy}
        row |= _find_interval("captured_share", group["captured_share"])
        row |= _find_interval("difference", group["difference"])
        row["reference_share"] = REFERENCE.get(str(policy), {}).get(str(world))
        row["n_seeds"] = group.height
        rows.append(row)
    return pl.DataFrame(rows, infer_schema_length=None)


def show_summary(summary: pl.DataFrame) -> None:
    """Print the table for a person."""
    table = Table("world", "policy", "captured", "95 %", "reference", "− anchored")
    for row in summary.iter_rows(named=True):
        table.add_row(
            row["world_code"],
            row["policy_code"],
            f"{row['captured_share']:.3f}",
            _write_interval(row, "captured_share"),
            "" if row["reference_share"] is None else f"{row['reference_share']:.3f}",
            ""
            if row["difference"] is None
            else f"{row['difference']:+.3f} ({_write_interval(row, 'difference')})",
        )
    Console(width=110).print(table)


def _find_interval(name: str, figures: pl.Series) -> dict[str, float | None]:
    known = figures.drop_nulls().to_numpy()
    if not known.size:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    middle = float(known.mean())
    if known.size == 1:
        low, high = None, None
    else:
        error = float(known.std(ddof=1)) / np.sqrt(known.size)
        reach = float(stats.t.ppf((1 + CONFIDENCE) / 2, known.size - 1)) * error
        low, high = round(middle - reach, DECIMALS), round(middle + reach, DECIMALS)
    return {name: round(middle, DECIMALS), f"{name}_low": low, f"{name}_high": high}


def _write_interval(row: dict[str, Any], name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return "" if low is None else f"{low:.3f} to {high:.3f}"
