"""The model's evidence at the real boundary: the command, the marts, the folder."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.conftest import run_malbild


def read_mart(warehouse: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


def find_run(home: Path) -> Path:
    pointer = json.loads((home / "warehouse" / "current.json").read_text())
    return home / "models" / pointer["model_run_id"]


def test_a_refresh_gives_a_run_that_the_marts_tell_of(
    built_home: Path, built_warehouse: Path
) -> None:
    folder = find_run(built_home)
    config = json.loads((folder / "config.json").read_text(encoding="utf8"))
    [shown] = read_mart(
        built_warehouse,
        "select model_run_id, model_published_code, published_reason_code, "
        "is_gate_passed, n_labels, coefficients_sha256 from marts.rpt_model_runs "
        "where is_shown",
    )
    assert shown == (
        folder.name,
        config["model_published_code"],
        config["published_reason_code"],
        config["is_gate_passed"],
        config["n_labels"],
        config["coefficients_sha256"],
    )
    assert config["n_labels"] > 30
    assert config["n_windows"] >= 3
    for mart in (
        "evaluation",
        "reliability",
        "groups",
        "weights",
        "monitoring",
        "card",
    ):
        found = read_mart(
            built_warehouse,
            "select count(*), count(distinct model_run_id) "
            f"from marts.rpt_model_{mart}",
        )
        assert found[0][0] > 0, mart
        assert found[0][1] == 1, mart


def test_what_is_published_is_what_the_gate_allows_and_all_say_so(
    built_home: Path, built_warehouse: Path
) -> None:
    [(published, reason, stage)] = read_mart(
        built_warehouse,
        "select model_published_code, published_reason_code, stage_code "
        "from marts.rpt_model_runs where is_shown",
    )
    failed = read_mart(
        built_warehouse,
        "select check_code from marts.rpt_model_gate "
        "where gate_code in ('ship', 'kill') and not is_passed",
    )
    assert (published == "anchored") is (not failed)
    stages = read_mart(
        built_warehouse, "select distinct stage_code from marts.fct_supplier_scores"
    )
    assert stages == [("prior" if failed else stage,)]
    [(text,)] = read_mart(
        built_warehouse,
        "select section_text from marts.rpt_model_card "
        "where language_code = 'en' and section_code = 'published'",
    )
    said = {
        "gate_passed": "the gate held",
        "gate_failed": "at least one check of the gate did not hold",
        "kill_switch_on": "the kill switch stopped it",
    }
    assert said[reason] in text
    assert text in (find_run(built_home) / "model_card_en.md").read_text(
        encoding="utf8"
    )


def test_every_rule_of_thumb_is_faced_with_an_interval(built_warehouse: Path) -> None:
    rows = read_mart(
        built_warehouse,
        "select model_code, n_hits, n_chosen, low, measured, high "
        "from marts.rpt_model_evaluation "
        "where window_code = 'pooled' and metric_code = 'precision_at_k'",
    )
    assert len(rows) == 9
    for model, n_hits, n_chosen, low, measured, high in rows:
        assert low <= measured <= high, model
        assert measured == pytest.approx(n_hits / n_chosen), model


def test_an_old_run_comes_out_the_same(built_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    folder = find_run(built_home)
    shutil.copytree(folder, home / "models" / folder.name)
    again = run_malbild("score", "--again", folder.name, "--home", home)
    assert again.returncode == 0, again.stderr
    assert "every bit the same" in again.stdout
    scores = home / "models" / folder.name / "scores.parquet"
    scores.write_bytes(scores.read_bytes()[:-10])
    refused = run_malbild("score", "--again", folder.name, "--home", home)
    assert refused.returncode == 8
    assert "cannot be used" in refused.stderr


def test_the_backtest_is_told_to_people_and_programs(
    built_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(built_home, home)
    shown = run_malbild("backtest", "--home", home)
    assert shown.returncode == 0, shown.stderr
    assert "country_category_spend" in shown.stdout
    assert find_run(home).name in shown.stdout
    told = json.loads(run_malbild("backtest", "--home", home, "--json").stdout)
    kept = pl.read_parquet(find_run(home) / "evaluation.parquet")
    assert len(told["evaluation"]) == kept.height
    # The run was kept: nothing was made again.
    assert len(list((home / "models").iterdir())) == 1


def test_any_day_is_ranked_as_it_would_have_been(
    built_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(built_home, home)
    pointer = (home / "warehouse" / "current.json").read_bytes()
    lists = {}
    for day in (None, "2023-01-01"):
        out = tmp_path / f"{day}.csv"
        asked = ("--as-of", day) if day else ()
        done = run_malbild("score", "--out", out, *asked, "--home", home)
        assert done.returncode == 0, done.stderr
        with out.open(encoding="utf8", newline="") as stream:
            lists[day] = list(csv.DictReader(stream))
    for rows in lists.values():
        assert list(rows[0]) == [
            *("supplier_id", "category", "probability", "band", "value", "rank"),
            *("reason_up_1", "reason_up_2", "reason_up_3", "reason_down_1"),
        ]
        ranks = [int(row["rank"]) for row in rows if row["rank"]]
        assert ranks == list(range(1, len(ranks) + 1))
    assert lists[None][0]["reason_up_1"]
    then = {row["supplier_id"]: row["value"] for row in lists["2023-01-01"]}
    assert then != {row["supplier_id"]: row["value"] for row in lists[None]}
    # What is published, and the runs that are kept, stay as they were.
    assert (home / "warehouse" / "current.json").read_bytes() == pointer
    assert len(list((home / "models").iterdir())) == 1
    assert not list(home.glob(".as-of-*"))
