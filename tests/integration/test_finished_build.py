"""What publishing does with one finished build, which these tests share."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.conftest import run_malbild
from tests.integration.published import hash_marts, read_pointer


@pytest.fixture(scope="module")
def scored_once(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published example, built and ranked once more, for copies."""
    folder = tmp_path_factory.mktemp("scored") / "home"
    shutil.copytree(built_home, folder)
    for command in ("build", "score"):
        done = run_malbild(command, "--home", folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def scored(scored_once: Path, tmp_path: Path) -> Path:
    """A copy with a finished build to publish, which a test may change."""
    copy = tmp_path / "scored"
    shutil.copytree(scored_once, copy)
    return copy


def test_building_the_same_again_changes_no_number(scored: Path) -> None:
    before, pointer = hash_marts(scored), read_pointer(scored)
    done = run_malbild("publish", "--home", scored)
    assert done.returncode == 0, done.stderr
    assert read_pointer(scored)["build_id"] != pointer["build_id"]
    assert hash_marts(scored) == before


def test_only_the_last_three_builds_are_kept(scored: Path) -> None:
    folder = scored / "warehouse"
    published = read_pointer(scored)
    for n in range(4):
        name = f"warehouse-20000101T00000{n}Z-0000"
        (folder / f"{name}.duckdb").write_bytes(b"old")
        (folder / f"{name}.json").write_text("{}")
    assert run_malbild("publish", "--home", scored).returncode == 0
    kept = sorted(path.name for path in folder.glob("warehouse-*.duckdb"))
    assert len(kept) == 3
    assert published["file"] in kept
    assert read_pointer(scored)["file"] in kept


def test_a_mart_that_loses_its_rows_is_not_published(scored: Path) -> None:
    candidate = scored / "warehouse" / "candidate" / "malbild.duckdb"
    with duckdb.connect(str(candidate)) as con:
        con.execute("delete from marts.fct_contracts")
    before = read_pointer(scored)
    refused = run_malbild("publish", "--home", scored)
    assert refused.returncode == 5
    assert "fct_contracts" in refused.stderr
    assert "--force" in refused.stderr
    assert read_pointer(scored) == before
    forced = run_malbild("publish", "--home", scored, "--force")
    assert forced.returncode == 0, forced.stderr


def test_a_damaged_candidate_is_not_published(scored: Path) -> None:
    candidate = scored / "warehouse" / "candidate" / "malbild.duckdb"
    candidate.write_bytes(candidate.read_bytes()[:4096])
    before = read_pointer(scored)
    refused = run_malbild("publish", "--home", scored)
    assert refused.returncode == 5
    assert "refresh" in refused.stderr
    assert read_pointer(scored) == before
