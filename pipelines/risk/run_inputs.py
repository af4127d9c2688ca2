"""What a run keeps of its inputs, so that it can be made again without the build."""

from typing import Any

import polars as pl
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort
from pipelines.risk.history import History
from pipelines.risk.rule import Rule


def build_kept_inputs(history: History, rule: Rule) -> dict[str, pl.DataFrame]:
    """Build the tables `inputs` (who is ranked) and `training` (audits)."""
    today = history.today
    return {
        "inputs": pl.concat(
            [today.rows, _name_figures(today.figures, rule)], how="horizontal"
        ),
        "training": pl.concat(
            [history.labels, _name_figures(history.figures, rule)], how="horizontal"
        ),
    }


def build_described(today: Cohort, rule: Rule) -> dict[str, Any]:
    """Describe who is ranked, and how long the list is."""
    return {
        "n_rows": today.rows.height,
        "n_eligible_rows": int(today.is_eligible.sum()),
        "n_suppliers": today.rows["supplier_id"].n_unique(),
        "plan_size": rule.plan_size,
        "seed": rule.seed,
        "n_draws": rule.n_draws,
    }


def _name_figures(figures: NDArray[Any], rule: Rule) -> pl.DataFrame:
    named = dict(zip(rule.feature_codes, figures, strict=True))
    return pl.DataFrame(named).fill_nan(None)
