"""Rank the suppliers of one build: learn, judge, decide which model is shown, keep it.

marts + seeds
    -> [history] -> [backtest] -> [evaluate] -> [gate] -> published model
    -> [ranking], [groups], [monitor], [model_card] -> [write_run] -> models/<run>/
"""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.cards import build_card_texts, build_cards
from pipelines.risk.coefficients import build_coefficients, build_weights
from pipelines.risk.decision import Decision, find_decision
from pipelines.risk.fingerprint import build_fingerprint, build_hashes
from pipelines.risk.groups import load_members
from pipelines.risk.history import History, load_history
from pipelines.risk.judgement import Judgement, build_judgement, build_today_lists
from pipelines.risk.model_in_use import InUse, load_in_use, load_names, load_reasons
from pipelines.risk.monitor import build_monitoring
from pipelines.risk.previous import build_lists_before, read_previous
from pipelines.risk.ranking import build_ranking
from pipelines.risk.rule import Rule, load_rule
from pipelines.risk.run_inputs import build_described, build_kept_inputs
from pipelines.risk.write_run import ModelRun, find_run, write_run
from pipelines.settings import Settings


@dataclass(frozen=True)
class Inputs:
    """Everything that a run is made from."""

    rule: Rule
    in_use: InUse
    history: History
    members: pl.DataFrame
    reasons: pl.DataFrame
    names: dict[str, tuple[str, str]]


def run_score(
    warehouse: Path,
    settings: Settings,
    *,
    as_of: date | None = None,
    previous: Path | None = None,
) -> Path:
    """Rank the suppliers of a finished build and keep the run.

    A run that was made from the same features, labels, rule and code is kept already.

    Args:
        warehouse: A build whose features are done. It is only read.
        settings: Where model runs are kept.
        as_of: The day that the features must have been built for, when it matters.
        previous: The run whose list is published now, to compare with.

    Returns:
        The folder of the model run; its name is the model run id.

    Raises:
        ScoreError: The features are missing, of another day, or do not fit the rule.
    """
    inputs = load_inputs(warehouse)
    today = inputs.history.today.as_of_on
    if as_of not in {None, today}:
        raise ScoreError(
            f"The features are of {today}, not of {as_of}. Build them for that day "
            f"first: `malbild build --as-of {as_of}`."
        )
    hashes = build_hashes(
        inputs.history, inputs.rule, inputs.in_use, [inputs.members, inputs.reasons]
    )
    fingerprint = build_fingerprint(hashes)
    model_run_id = f"{today}-{fingerprint[:12]}"
    kept = find_run(settings.models_dir, model_run_id)
    if kept is not None:
        return kept
    hashes["fingerprint_sha256"] = fingerprint
    run = build_run(inputs, hashes, model_run_id=model_run_id, previous=previous)
    return write_run(run, settings.models_dir)


def load_inputs(warehouse: Path) -> Inputs:
    """Load from a finished build what a run is made from."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rule = load_rule(con)
        return Inputs(
            rule=rule,
            in_use=load_in_use(con),
            history=load_history(con, rule),
            members=load_members(con),
            reasons=load_reasons(con),
            names=load_names(con),
        )


def build_run(
    inputs: Inputs,
    hashes: dict[str, str],
    *,
    model_run_id: str,
    previous: Path | None = None,
) -> ModelRun:
    """Learn, judge, decide and rank.

    Returns:
        A run whose tables are empty, but have all their columns, when no supplier may
        be chosen.
    """
    rule, today = inputs.rule, inputs.history.today
    judgement = build_judgement(inputs.history, rule, inputs.members, inputs.reasons)
    decision = find_decision(
        judgement.gate,
        model_in_use=inputs.in_use.model_code,
        stage_code=judgement.trained.stage_code,
    )
    published = judgement.models[decision.model_code]
    tables = {
        **build_ranking(today, rule, published, model_run_id=model_run_id),
        **judgement.tables,
        **_build_watched(inputs, judgement, decision, previous),
        "shadow_lists": build_today_lists(judgement, inputs.history, rule),
        "weights": build_weights(judgement.trained, today),
        **build_kept_inputs(inputs.history, rule),
    }
    config = {
        "model_run_id": model_run_id,
        **_describe(inputs, judgement, decision),
        **hashes,
    }
    cards = build_cards(config, tables, inputs.names, read_previous(previous))
    return ModelRun(
        model_run_id=model_run_id,
        config=config,
        coefficients=_build_models(judgement, decision),
        tables={**tables, "cards": cards},
        texts=build_card_texts(cards),
    )


def _build_watched(
    inputs: Inputs, judgement: Judgement, decision: Decision, previous: Path | None
) -> dict[str, pl.DataFrame]:
    """Build the tables of groups and of monitoring, of the list that is published."""
    groups = judgement.groups[decision.model_code]
    outside = groups.filter(
        pl.col("verdict_code") == "outside", pl.col("reason_sv").is_null()
    )
    lists = build_lists_before(
        previous,
        inputs.history.today,
        inputs.rule,
        judgement.models[decision.model_code],
        model_code=decision.model_code,
    )
    return {
        "groups": groups,
        "monitoring": build_monitoring(
            inputs.history, inputs.rule, lists, n_groups_outside=outside.height
        ),
    }


def _build_models(judgement: Judgement, decision: Decision) -> dict[str, Any]:
    return {
        "published_code": decision.model_code,
        "models": {
            code: build_coefficients(model) for code, model in judgement.models.items()
        },
    }


def _describe(
    inputs: Inputs, judgement: Judgement, decision: Decision
) -> dict[str, Any]:
    rule, today = inputs.rule, inputs.history.today
    return {
        "as_of_on": today.as_of_on.isoformat(),
        "model_in_use_code": inputs.in_use.model_code,
        "model_published_code": decision.model_code,
        "published_reason_code": decision.reason_code,
        "is_gate_passed": decision.is_gate_passed,
        "is_kill_switch_on": decision.is_kill_switch_on,
        "stage_code": judgement.trained.stage_code,
        "n_labels": judgement.trained.n_labels,
        "n_positives": judgement.trained.n_positives,
        "prior_width": judgement.trained.prior_width,
        "n_windows": len(inputs.history.counted),
        **build_described(today, rule),
        "rule": asdict(rule),
        **_describe_decision(inputs.in_use),
    }


def _describe_decision(in_use: InUse) -> dict[str, Any]:
    return {
        "decided_on": in_use.decided_on.isoformat() if in_use.decided_on else None,
        "decided_by": in_use.decided_by,
        "note_sv": in_use.note_sv,
        "note_en": in_use.note_en,
    }
