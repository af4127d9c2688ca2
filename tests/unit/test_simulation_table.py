import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.errors import UsageError
from pipelines.simulation.policies import POLICIES
from pipelines.simulation.show_simulation import REFERENCE, build_summary
from pipelines.simulation.world import WORLDS

CAPTURED = pl.DataFrame(
    {
        "world_code": ["A"] * 8,
        "policy_code": ["experts"] * 4 + ["anchored"] * 4,
        "seed": [0, 0, 1, 1] * 2,
        "plan_year": [0, 1] * 4,
        "captured_share": [0.5, 0.7, 0.6, 0.8, 0.6, 0.8, 0.8, 0.8],
    }
)


def test_the_table_pairs_policies_by_seed() -> None:
    experts, anchored = build_summary(CAPTURED).to_dicts()
    assert experts["captured_share"] == pytest.approx(0.65)
    assert experts["reference_share"] == 0.722
    assert experts["difference"] == pytest.approx(-0.1)
    # Both seeds differ by .1, so the difference is certain and the level is not.
    assert experts["difference_low"] == experts["difference_high"] == -0.1
    assert experts["captured_share_low"] < 0.1
    assert anchored["difference"] == 0
    assert anchored["n_seeds"] == 2


def test_one_seed_has_no_interval() -> None:
    rows = build_summary(CAPTURED.filter(pl.col("seed") == 0)).to_dicts()
    assert {row["captured_share_low"] for row in rows} == {None}


def test_every_reference_is_of_a_policy_and_a_world() -> None:
    assert set(REFERENCE) <= set(POLICIES)
    assert {world for one in REFERENCE.values() for world in one} <= set(WORLDS)


def test_the_command_writes_the_table_that_it_prints(tmp_path: Path) -> None:
    out_file = tmp_path / "new" / "table.json"
    result = CliRunner().invoke(
        app,
        [
            *("simulate", "--worlds", "d", "--seeds", "1", "--audits", "20"),
            *("--json", "--out", str(out_file)),
        ],
    )
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert printed == json.loads(out_file.read_text(encoding="utf8"))
    assert {row["policy_code"] for row in printed["rows"]} == set(POLICIES)


def test_a_world_that_does_not_exist_is_named() -> None:
    result = CliRunner().invoke(app, ["simulate", "--worlds", "A,X"])
    assert isinstance(result.exception, UsageError)
    assert "['X']" in str(result.exception)
