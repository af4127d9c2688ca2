"""Judge every model and baseline by the audits that came after each ranking.

    audits × orders -> [metrics], [resample] -> one figure with its interval each

Only audited suppliers have outcomes, so every figure here is of them alone.
"""

from collections.abc import Generator
from dataclasses import dataclass
from math import ceil

import numpy as np
import polars as pl

from pipelines.risk.metrics import (
    Chosen,
    score_auc,
    score_average_precision,
    score_brier,
    score_first,
    score_line,
)
from pipelines.risk.resample import N_DRAWS, draw_group_weights, find_interval
from pipelines.risk.tie_order import Figures, TieOrder, build_tie_order

POOLED = "pooled"
#: Of few audits no more than this share can be chosen: to choose all says nothing.
MOST_CHOSEN = 1 / 3
DECIMALS = 9
#: One window's interval is only looked at; all windows together are acted on.
N_DRAWS_OF_WINDOW = 100

EVALUATION: dict[str, pl.DataType] = {
    "window_code": pl.String(),
    "model_code": pl.String(),
    "metric_code": pl.String(),
    "measured": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "n_rows": pl.Int64(),
    "n_positives": pl.Int64(),
    "n_chosen": pl.Float64(),
    "n_hits": pl.Float64(),
}
Row = tuple[object, ...]
#: Metrics by model and name: one figure per draw.
Draws = dict[tuple[str, str], Figures]


@dataclass(frozen=True)
class Judged:
    """Audits that judge: one row per window and audit, at least one row.

    `rows` has as_of_on, audit_id, supplier_id, category_code, corporate_group_id,
    auditor_code, audit_type_code and is_major. `scores` orders the rows by model and
    baseline, `probabilities` are of those models that give one.
    """

    rows: pl.DataFrame
    scores: dict[str, Figures]
    probabilities: dict[str, Figures]

    def find_window(self, as_of_on: object) -> "Judged":
        """Find the rows of one window."""
        is_in = (self.rows["as_of_on"] == as_of_on).to_numpy()
        return Judged(
            rows=self.rows.filter(is_in),
            scores={code: score[is_in] for code, score in self.scores.items()},
            probabilities={
                code: one[is_in] for code, one in self.probabilities.items()
            },
        )


@dataclass(frozen=True)
class Evaluation:
    """`table` is as EVALUATION; `draws` are of all windows together, for comparing."""

    table: pl.DataFrame
    draws: Draws


def score_judged(judged: Judged, *, plan_size: int, seed: int) -> Evaluation:
    """Judge every model and baseline, in each window and in all of them together."""
    windows = judged.rows["as_of_on"].unique().sort().to_list()
    rows, draws = _score_part(judged, POOLED, plan_size=plan_size, seed=seed)
    for as_of_on in windows:
        part = judged.find_window(as_of_on)
        rows += _score_part(part, as_of_on.isoformat(), plan_size=plan_size, seed=seed)[
            0
        ]
    table = pl.DataFrame(rows, schema=EVALUATION, orient="row")
    return Evaluation(table=table, draws=draws)


def find_places(n_rows: int, plan_size: int) -> int:
    """Find how many of a window's audits a plan would have had room for."""
    return min(plan_size, ceil(n_rows * MOST_CHOSEN))


def _score_part(
    judged: Judged, window_code: str, *, plan_size: int, seed: int
) -> tuple[list[Row], Draws]:
    orders = {
        model: _Orders(judged, score, plan_size)
        for model, score in judged.scores.items()
    }
    once = np.ones((judged.rows.height, 1))
    measured, chosen = _score_all(judged, orders, once)
    pieces: dict[tuple[str, str], list[Figures]] = {key: [] for key in measured}
    groups = judged.rows["corporate_group_id"]
    n_draws = N_DRAWS if window_code == POOLED else N_DRAWS_OF_WINDOW
    for weight in draw_group_weights(groups, seed=seed, n_draws=n_draws):
        for key, figures in _score_all(judged, orders, weight)[0].items():
            pieces[key].append(figures)
    draws = {key: np.concatenate(found) for key, found in pieces.items()}
    # How ties might fall is an interval of its own and needs none around it.
    for model, order in orders.items():
        for ties in ("best", "worst"):
            first = score_first(
                order.windows,
                judged.rows["is_major"].to_numpy(),
                once,
                order.places,
                ties=ties,
            )
            measured[model, f"precision_at_k_{ties}"] = first.precision
            draws[model, f"precision_at_k_{ties}"] = np.empty(0)
    n_rows, n_major = judged.rows.height, int(judged.rows["is_major"].sum())
    rows: list[Row] = [
        (
            *(window_code, model, metric),
            _round(figure[0]),
            *find_interval(draws[model, metric]),
            *(n_rows, n_major),
            *(_round(chosen[model].n_chosen[0]), _round(chosen[model].n_hits[0])),
        )
        for (model, metric), figure in measured.items()
    ]
    return rows, draws


class _Orders:
    """A model's order within windows and within each window's auditors."""

    def __init__(self, judged: Judged, score: Figures, plan_size: int) -> None:
        window = judged.rows["as_of_on"].rank("dense").to_numpy().astype(np.int64)
        # Without a name of the auditor all such visits count as one auditor's.
        auditor = judged.rows["auditor_code"].fill_null("").rank("dense").to_numpy()
        within = window * (int(auditor.max()) + 1) + auditor.astype(np.int64)
        self.windows: TieOrder = build_tie_order(score, window)
        self.auditors: TieOrder = build_tie_order(score, within)
        self.places = np.array(
            [float(find_places(n, plan_size)) for n in np.bincount(window)[1:]]
        )


def _score_all(
    judged: Judged, orders: dict[str, _Orders], weight: Figures
) -> tuple[Draws, dict[str, Chosen]]:
    is_major = judged.rows["is_major"].to_numpy()
    found: Draws = {}
    chosen: dict[str, Chosen] = {}
    for model, order in orders.items():
        for metric, figures in _score_order(order, is_major, weight):
            found[model, metric] = figures
        chosen[model] = score_first(order.windows, is_major, weight, order.places)
        probability = judged.probabilities.get(model)
        if probability is not None:
            brier, skill = score_brier(probability, is_major, weight)
            intercept, slope = score_line(probability, is_major, weight)
            found |= {
                (model, "brier"): brier,
                (model, "brier_skill"): skill,
                (model, "calibration_intercept"): intercept,
                (model, "calibration_slope"): slope,
            }
    return found, chosen


def _score_order(
    order: _Orders, is_major: np.ndarray, weight: Figures
) -> Generator[tuple[str, Figures]]:
    chosen = score_first(order.windows, is_major, weight, order.places)
    yield "precision_at_k", chosen.precision
    yield "recall_at_k", chosen.recall
    yield "lift_at_k", chosen.lift
    yield "auc", score_auc(order.windows, is_major, weight)
    yield "within_auditor_auc", score_auc(order.auditors, is_major, weight)
    yield (
        "average_precision",
        score_average_precision(order.windows, is_major, weight),
    )


def _round(figure: float) -> float | None:
    return float(round(figure, DECIMALS)) if np.isfinite(figure) else None
