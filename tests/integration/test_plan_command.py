"""`malbild plan` on the published example, with the real command."""

import json
from collections import Counter
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.planning.check_held import TOLD
from pipelines.planning.check_plan import check_plan
from tests.conftest import run_malbild

WISHES = {
    "plan_year": 2026,
    "capacity": {
        "audits": 40,
        "factory_audits": 5,
        "auditor_days": 120,
        "half_years": {"1": {"audits": 20}, "2": {"audits": 20}},
    },
    "least_per_category": {"it": 1},
    "performers": {
        "A": {"auditor_days": 15},
        "secretariat": {"auditor_days": 30},
        "consultant": {"auditor_days": 20},
    },
}
STEPS = (
    *("Load the candidates", "Choose the audits", "Assign performers"),
    *("Check every constraint", "Price the constraints"),
)


@pytest.fixture(scope="module")
def wishes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "wishes.json"
    path.write_text(json.dumps(WISHES), encoding="utf8")
    return path


@pytest.fixture(scope="module")
def result(built_home: Path, wishes: Path) -> dict:
    made = run_malbild("plan", "--home", built_home, "--wishes", wishes, "--json")
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@pytest.fixture(scope="module")
def candidates(built_warehouse: Path) -> pl.DataFrame:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        return con.sql("select * from marts.rpt_plan_candidates").pl()


def test_expectations_come_with_what_the_list_found_on_earlier_years(
    result: dict, built_warehouse: Path
) -> None:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        [told] = con.execute(
            """
            select evaluation.measured, evaluation.n_chosen, evaluation.n_hits
            from marts.rpt_model_evaluation as evaluation
            inner join marts.rpt_model_runs as runs
                on evaluation.model_code = runs.model_published_code
            where
                evaluation.window_code = 'pooled'
                and evaluation.metric_code = 'calibration_slope'
            """
        ).fetchall()
    found = result["calibration"]
    assert (found["slope"], found["n_chosen"], found["n_hits"]) == told
    assert found["is_within_limits"] == (0.7 <= told[0] <= 1.3)


def test_the_plan_of_the_example_keeps_every_constraint(
    result: dict, candidates: pl.DataFrame
) -> None:
    assert len(result["chosen"]) == 40
    checks = check_plan(result, candidates.to_dicts())
    told = {(one["constraint_code"], one["key"]) for one in result["shortfalls"]}
    for check in checks:
        named = check["constraint_code"], check["key"]
        assert check["is_held"] or (named in told and named[0] in TOLD), check
    assert [one["is_held"] for one in checks] == [
        one["is_held"] for one in result["checks"]
    ]
    why = Counter(one["why_code"] for one in result["chosen"])
    assert why["lottery"] == why["learning"] == 2


def test_the_figures_are_those_of_the_list(
    result: dict, candidates: pl.DataFrame
) -> None:
    shown = {
        (one["supplier_id"], one["category_code"]): one for one in candidates.to_dicts()
    }
    for one in result["chosen"]:
        row = shown[one["supplier_id"], one["category_code"]]
        assert one["probability"] == row["probability"]
        assert one["value_score"] == row["value_score"]
        assert one["area_codes"] == row["procurement_region_codes"]
        assert one["country_code"] == row["main_country_code"]


def test_the_plan_is_better_than_chance_on_the_example(result: dict) -> None:
    expected = {one["list_code"]: one for one in result["expected"]}
    assert list(expected) == ["plan", "last_plan", "rule", "random"]
    assert expected["plan"]["hits"] > expected["random"]["hits_high"]
    assert expected["plan"]["hits_low"] < expected["plan"]["hits_high"]


def test_the_same_wishes_give_the_same_plan(
    built_home: Path, wishes: Path, result: dict, tmp_path: Path
) -> None:
    path = tmp_path / "result.json"
    again = run_malbild(
        *("plan", "--home", built_home, "--wishes", wishes, "--out", path)
    )
    assert again.returncode == 0, again.stderr
    assert "40 audits" in again.stdout
    written = json.loads(path.read_text(encoding="utf8"))
    assert written.pop("solved_seconds") >= 0
    assert written == {
        name: value for name, value in result.items() if name != "solved_seconds"
    }


def test_progress_is_told_as_json_to_programs(
    built_home: Path, wishes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_PROGRESS", "json")
    made = run_malbild("plan", "--home", built_home, "--wishes", wishes, "--json")
    lines = [json.loads(line) for line in made.stderr.splitlines()]
    assert [line["step"] for line in lines if line["state"] == "done"] == list(STEPS)
    assert json.loads(made.stdout)["wishes"]["seed"] == 20260101


def test_a_wish_that_cannot_be_meant_stops_the_command(
    built_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "wishes.json"
    path.write_text('{"plan_year": 2026, "audits": 40}', encoding="utf8")
    stopped = run_malbild("plan", "--home", built_home, "--wishes", path, "--json")
    assert stopped.returncode == 11
    assert "audits is not a key that is known" in stopped.stderr
    assert not stopped.stdout


def test_nothing_published_is_told(tmp_path: Path, wishes: Path) -> None:
    stopped = run_malbild("plan", "--home", tmp_path / "home", "--wishes", wishes)
    assert stopped.returncode == 11
    assert "malbild refresh" in stopped.stderr


def test_who_is_due_and_may_be_visited_is_in_the_plan(
    result: dict, candidates: pl.DataFrame
) -> None:
    due = candidates.filter(
        pl.col("due_reason_code").is_not_null(), "is_eligible", "is_prioritised"
    )
    followed = {
        one["supplier_id"] for one in result["chosen"] if one["why_code"] == "follow_up"
    }
    told = {
        one["key"]
        for one in result["shortfalls"]
        if one["message_code"] == "follow_up_not_possible"
    }
    everybody = candidates.filter(
        pl.col("due_reason_code").is_not_null(), "is_prioritised"
    )
    assert everybody.height > 0
    assert set(everybody["supplier_id"]) == followed | told
    assert followed <= set(due["supplier_id"])
