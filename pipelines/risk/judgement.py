"""What the past says of the models, and what the trained one is today.

[backtest] -> [evaluate], [reliability] -> calibration -> trained model of today
           -> [groups], [gate]
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from pipelines.risk.backtest import (
    Backtest,
    build_list_orders,
    find_width,
    run_backtest,
)
from pipelines.risk.calibrate import UNCALIBRATED, Calibration, fit_calibration
from pipelines.risk.contenders import (
    ANCHORED,
    EXPERTS,
    Contenders,
    build_known,
    score_contenders,
)
from pipelines.risk.evaluate import (
    EVALUATION,
    POOLED,
    Evaluation,
    Judged,
    score_judged,
)
from pipelines.risk.gate import check_gate
from pipelines.risk.groups import build_groups, find_judged_chosen
from pipelines.risk.history import History
from pipelines.risk.lists import build_shadow_lists, find_top
from pipelines.risk.reliability import RELIABILITY, build_reliability
from pipelines.risk.rule import Rule
from pipelines.risk.score import score_stake
from pipelines.risk.stages import PRIOR
from pipelines.risk.train import Trained, build_prior, score_linear, score_probability


@dataclass(frozen=True)
class Judgement:
    """`trained` is the anchored model of today, `models` what may be published.

    `tables` are gate, evaluation, reliability and windows; `groups` has one table per
    model that may be published.
    """

    trained: Trained
    models: dict[str, Trained]
    contenders: Contenders
    backtest: Backtest
    gate: pl.DataFrame
    groups: dict[str, pl.DataFrame]
    tables: dict[str, pl.DataFrame]


def build_judgement(
    history: History, rule: Rule, members: pl.DataFrame, reasons: pl.DataFrame
) -> Judgement:
    """Try the models on the past, fit the one of today, and check it."""
    backtest = run_backtest(history, rule)
    known = build_known(history, history.today, rule)
    width = find_width(known.stage_code, backtest.width_windows)
    contenders = score_contenders(known, history, rule, prior_width=width)
    trained = contenders.trained
    if trained.stage_code != PRIOR:
        trained = replace(trained, calibration=_fit_calibration(backtest.judged))
    models = {ANCHORED: trained, EXPERTS: build_prior(known.design)}
    evaluation = _score_backtest(backtest, rule)
    groups = {
        code: _build_groups(
            model, contenders, history, rule, backtest.judged, members, reasons, code
        )
        for code, model in models.items()
    }
    gate = check_gate(evaluation, groups[ANCHORED], stage_code=trained.stage_code)
    return Judgement(
        trained=trained,
        models=models,
        contenders=contenders,
        backtest=backtest,
        gate=gate,
        groups=groups,
        tables={
            "gate": gate,
            "evaluation": evaluation.table
            if evaluation
            else pl.DataFrame(schema=EVALUATION),
            "reliability": build_reliability(backtest.judged)
            if backtest.judged
            else pl.DataFrame(schema=RELIABILITY),
            "windows": backtest.windows,
        },
    )


def build_today_lists(
    judgement: Judgement, history: History, rule: Rule
) -> pl.DataFrame:
    """Write down whom each model and rule would choose today, after those of the past.

    Whatever plan is made, these lists are what it will be held against.
    """
    orders = build_list_orders(judgement.contenders, score_stake(history.today))
    today = build_shadow_lists(history.today, orders, rule.plan_size, seed=rule.seed)
    return pl.concat([judgement.backtest.shadow_lists, today])


def _fit_calibration(judged: Judged | None) -> Calibration:
    if judged is None:
        return dict(UNCALIBRATED)
    # An audit in two windows counts once, by the newer ranking.
    rows = (
        judged.rows.with_row_index("row")
        .sort("as_of_on")
        .unique("audit_id", keep="last", maintain_order=True)
    )
    chosen = rows["row"].to_numpy()
    return fit_calibration(
        judged.probabilities[ANCHORED][chosen],
        rows["is_major"].to_numpy().astype(np.int64),
        rows["audit_type_code"],
    )


def _score_backtest(backtest: Backtest, rule: Rule) -> Evaluation | None:
    if backtest.judged is None:
        return None
    evaluation = score_judged(backtest.judged, plan_size=rule.plan_size, seed=rule.seed)
    by_window = backtest.overlaps.with_columns(
        window_code=pl.col("as_of_on").dt.to_string("%Y-%m-%d")
    )
    pooled = (
        by_window.group_by("model_code", "metric_code")
        .agg(pl.col("measured").mean().round(9))
        .with_columns(window_code=pl.lit(POOLED))
    )
    of_lists = pl.concat([pooled, by_window], how="diagonal").with_columns(
        pl.lit(None).cast(kind).alias(name)
        for name, kind in EVALUATION.items()
        if name not in by_window.columns
    )
    table = pl.concat([evaluation.table, of_lists.select(list(EVALUATION))])
    return replace(
        evaluation, table=table.sort("window_code", "model_code", "metric_code")
    )


def _build_groups(
    model: Trained,
    contenders: Contenders,
    history: History,
    rule: Rule,
    judged: Judged | None,
    members: pl.DataFrame,
    reasons: pl.DataFrame,
    code: str,
) -> pl.DataFrame:
    probability = score_probability(score_linear(contenders.x, model), model)
    chosen = find_top(
        history.today, probability * score_stake(history.today), rule.plan_size
    )
    return build_groups(
        history.today,
        probability,
        chosen,
        members,
        find_judged_chosen(judged, code, rule.plan_size),
        reasons,
    )
