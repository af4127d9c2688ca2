"""What decides which model is shown: the gate, the kill switch, the stage, people."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest

from pipelines.errors import PublishError, ScoreError
from pipelines.risk.contenders import ANCHORED, EXPERTS
from pipelines.risk.evaluate import EVALUATION, POOLED, Evaluation
from pipelines.risk.gate import check_gate, find_decision
from pipelines.risk.groups import find_verdict
from pipelines.risk.monitor import Lists, build_monitoring, score_shift
from pipelines.risk.rule import Rule
from pipelines.risk.run_again import run_again
from pipelines.risk.run_score import build_run
from pipelines.risk.run_tables import GROUPS
from pipelines.risk.write_run import read_run, write_run
from pipelines.warehouse.check_list import check_list
from tests.risk.programmes import build_inputs, build_programme

NO_GROUPS = pl.DataFrame(schema=GROUPS)


def write_evaluation(**changed: float) -> Evaluation:
    """One in which everything holds, but for what is changed."""
    figures = {
        (ANCHORED, "within_auditor_auc"): 0.65,
        (EXPERTS, "within_auditor_auc"): 0.60,
        ("boosting", "within_auditor_auc"): 0.60,
        (ANCHORED, "precision_at_k"): 0.50,
        ("country_category_spend", "precision_at_k"): 0.40,
        (ANCHORED, "calibration_slope"): 1.0,
        (ANCHORED, "refit_overlap"): 0.80,
    }
    figures |= {(ANCHORED, metric): figure for metric, figure in changed.items()}
    rows = [
        (window, *key, figure, None, None, 100, 40, 30.0, 15.0)
        for window in (POOLED, "2022-01-01", "2023-01-01", "2024-01-01")
        for key, figure in figures.items()
    ]
    spread = np.linspace(-0.01, 0.01, 200)
    return Evaluation(
        table=pl.DataFrame(rows, schema=EVALUATION, orient="row"),
        draws={key: figure + spread for key, figure in figures.items()},
    )


def decide(evaluation: Evaluation | None, **asked: str) -> str:
    gate = check_gate(evaluation, NO_GROUPS, stage_code="anchored")
    asked = {"model_in_use": ANCHORED, "stage_code": "anchored"} | asked
    return find_decision(gate, **asked).reason_code


def test_the_trained_model_is_shown_when_everything_holds() -> None:
    gate = check_gate(write_evaluation(), NO_GROUPS, stage_code="anchored")
    decision = find_decision(gate, model_in_use=ANCHORED, stage_code="anchored")
    assert decision.model_code == ANCHORED
    assert decision.reason_code == "gate_passed"
    assert decision.is_gate_passed
    assert not decision.is_kill_switch_on


@pytest.mark.parametrize(
    "changed",
    [
        {"within_auditor_auc": 0.59},
        {"refit_overlap": 0.59},
        {"calibration_slope": 0.69},
        {"calibration_slope": 1.31},
    ],
)
def test_one_check_that_does_not_hold_publishes_the_experts(changed: dict) -> None:
    assert decide(write_evaluation(**changed)) == "gate_failed"


@pytest.mark.parametrize(
    "changed", [{"precision_at_k": 0.35}, {"calibration_slope": 0.49}]
)
def test_the_kill_switch_stops_what_is_surely_worse(changed: dict) -> None:
    assert decide(write_evaluation(**changed)) == "kill_switch_on"


def test_nothing_to_judge_by_fails_the_gate_but_kills_nothing() -> None:
    gate = check_gate(None, NO_GROUPS, stage_code="anchored")
    assert decide(None) == "gate_failed"
    assert gate.filter(pl.col("gate_code") == "kill")["is_passed"].all()
    assert "not_measured" in gate["reason_code"].to_list()


def test_few_audits_and_people_come_before_the_gate() -> None:
    assert decide(write_evaluation(), stage_code="prior") == "stage_is_prior"
    assert decide(write_evaluation(), model_in_use=EXPERTS) == "decided"


def test_a_group_outside_needs_a_written_reason() -> None:
    group = dict.fromkeys(GROUPS) | {
        "group_kind_code": "size",
        "group_code": "small",
        "verdict_code": "outside",
    }
    for reason, passed in ((None, False), ("skrivet skäl", True)):
        groups = pl.DataFrame([group | {"reason_sv": reason}], schema=GROUPS)
        gate = check_gate(write_evaluation(), groups, stage_code="anchored")
        found = gate.filter(pl.col("check_code") == "groups_outside")
        assert found["is_passed"].to_list() == [passed]


@pytest.mark.parametrize(
    ("n_suppliers", "n_chosen", "n_expected", "verdict"),
    [
        (29, 0, 20.0, "too_few"),
        (100, 20, 20.0, "within"),
        (100, 24, 20.0, "within"),
        # Outside the limits, but three of five is nothing that chance cannot do.
        (100, 3, 5.0, "too_few"),
        (100, 5, 20.0, "outside"),
        (100, 40, 20.0, "outside"),
        (100, 0, 0.0, "too_few"),
    ],
)
def test_groups_are_judged_by_what_their_risk_explains(
    n_suppliers: int, n_chosen: int, n_expected: float, verdict: str
) -> None:
    assert find_verdict(n_suppliers, n_chosen, n_expected) == verdict


def test_the_shift_of_a_population_is_none_for_itself_and_large_for_another() -> None:
    before = np.random.default_rng(1).normal(size=2000)
    same = score_shift(before, before)
    moved = score_shift(before, before + 1.5)
    assert same == pytest.approx(0, abs=1e-9)
    assert moved is not None
    assert moved > 0.25
    assert score_shift(before, np.full(5, np.nan)) is None


def test_a_list_turned_over_by_weights_alone_is_not_in_order(rule: Rule) -> None:
    history = build_programme(rule, n_audits=60)
    names = [f"S{number}" for number in range(10)]
    for n_kept, is_ok in ((6, True), (5, False)):
        before = names[:n_kept] + ["gone"] * (10 - n_kept)
        table = build_monitoring(
            history,
            rule,
            Lists(now=names, before=before, by_weights_before=before),
            n_groups_outside=0,
        )
        churn = table.filter(pl.col("check_code") == "list_churn")
        told = dict(churn.select("subject_code", "is_ok").iter_rows())
        assert told == {"all": True, "without_data_reason": is_ok}


def test_a_list_turned_over_is_held_back(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create schema marts")
        con.execute(
            "create table marts.rpt_model_monitoring as select 'list_churn' as "
            "check_code, 0.55 as measured, 0.4 as limit_high, true as is_ok"
        )
    check_list(warehouse)
    with duckdb.connect(str(warehouse)) as con:
        con.execute("update marts.rpt_model_monitoring set is_ok = false")
    with pytest.raises(PublishError, match=r"55 %.*--force"):
        check_list(warehouse)


@pytest.fixture(scope="module")
def passing(rule: Rule, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run whose gate holds, or does not for told reasons."""
    inputs = build_inputs(build_programme(rule, n_audits=500), rule)
    run = build_run(inputs, {"fingerprint_sha256": "f"}, model_run_id="good")
    return write_run(run, tmp_path_factory.mktemp("models"))


def test_a_model_that_knows_beats_chance_in_its_own_backtest(passing: Path) -> None:
    evaluation = pl.read_parquet(passing / "evaluation.parquet").filter(
        pl.col("window_code") == POOLED, pl.col("metric_code") == "within_auditor_auc"
    )
    measured = dict(evaluation.select("model_code", "measured").iter_rows())
    assert measured["anchored"] > 0.7
    assert measured["random"] == 0.5
    assert set(measured) == {
        *("anchored", "experts_prior", "ridge", "boosting", "random"),
        *("largest_spend", "country_category_spend", "time_since_audit", "last_plan"),
    }


def test_a_run_says_the_same_in_config_gate_and_card(passing: Path) -> None:
    config = json.loads((passing / "config.json").read_text(encoding="utf8"))
    gate = pl.read_parquet(passing / "gate.parquet")
    held = gate.filter(pl.col("gate_code") == "ship")["is_passed"].all()
    assert config["is_gate_passed"] is held
    card = (passing / "model_card_en.md").read_text(encoding="utf8")
    words = "the gate held" if held else "at least one check of the gate"
    assert words in card
    assert "$" not in card
    lists = pl.read_parquet(passing / "shadow_lists.parquet")
    assert lists["model_code"].n_unique() == 9
    assert lists["as_of_on"].n_unique() == config["n_windows"] + 1


def test_a_model_worse_than_the_rule_is_not_shown(rule: Rule) -> None:
    inputs = build_inputs(build_programme(rule, n_audits=200, turned=True), rule)
    run = build_run(inputs, {"fingerprint_sha256": "f"}, model_run_id="bad")
    assert run.config["model_published_code"] == EXPERTS
    assert run.config["published_reason_code"] in {"gate_failed", "kill_switch_on"}
    assert run.tables["scores"]["stage_code"].unique().to_list() == ["prior"]
    words = {"gate_failed": "höll inte", "kill_switch_on": "nödbromsen"}
    reason = run.config["published_reason_code"]
    assert words[reason] in run.texts["model_card_sv.md"]


def test_a_kept_run_comes_out_the_same_bit_by_bit(passing: Path) -> None:
    scores = pl.read_parquet(passing / "scores.parquet")
    assert run_again(passing) == scores.height > 0


def test_a_run_made_of_other_labels_is_found_out(rule: Rule, tmp_path: Path) -> None:
    inputs = build_inputs(build_programme(rule, n_audits=120), rule)
    run = build_run(inputs, {"fingerprint_sha256": "f"}, model_run_id="r")
    training = run.tables["training"].with_columns(~pl.col("has_major_finding"))
    changed = replace(run, tables={**run.tables, "training": training})
    with pytest.raises(ScoreError, match=r"coefficients\.json"):
        run_again(write_run(changed, tmp_path))


def test_the_next_run_is_compared_with_the_one_published(
    passing: Path, rule: Rule
) -> None:
    inputs = build_inputs(build_programme(rule, n_audits=480), rule)
    run = build_run(
        inputs, {"fingerprint_sha256": "g"}, model_run_id="next", previous=passing
    )
    churn = run.tables["monitoring"].filter(pl.col("check_code") == "list_churn")
    measured = dict(churn.select("subject_code", "measured").iter_rows())
    assert measured["all"] is not None
    assert 0 <= measured["all"] <= 1
    same = (
        run.config["model_published_code"] == read_run(passing)["model_published_code"]
    )
    assert (measured["without_data_reason"] is not None) is same
    assert "good" in run.texts["model_card_sv.md"]
