"""Corrections, vanished rows and undo, with the real command from files to pages."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import run_malbild

#: Kills the command in the middle of an undo: before the named function returns.
KILLED = """
import os, signal, sys
from pathlib import Path
from pipelines.run_alone import run_alone
from pipelines.settings import load_settings
from pipelines.warehouse import undo

def kill(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

home, build_id, step = sys.argv[1:]
setattr(undo, step, kill)
settings = load_settings(Path(home))
with run_alone(settings):
    undo.run_undo(build_id, settings, by=None)
"""


def read_pointer(home: Path) -> dict[str, Any]:
    return json.loads((home / "warehouse" / "current.json").read_text(encoding="utf8"))


def fetch(home: Path, query: str) -> list[tuple]:
    path = home / "warehouse" / read_pointer(home)["file"]
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


def read_publications(home: Path) -> list[dict[str, Any]]:
    lines = (home / "warehouse" / "publications.jsonl").read_text(encoding="utf8")
    return [json.loads(line) for line in lines.splitlines()]


def run(*arguments: object) -> str:
    done = run_malbild(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def write_changed(
    source: Path, folder: Path, name: str, changes: dict[str, str]
) -> None:
    """Write a file anew with other lines; an empty line takes the old one away."""
    lines = []
    for line in source.read_text(encoding="utf-8-sig").splitlines():
        found = next((start for start in changes if line.startswith(start)), None)
        written = line if found is None else changes.pop(found).format(line=line)
        lines += [written] if written else []
    assert not changes, "these lines are not in the file"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


@pytest.fixture(scope="module")
def first_exports(
    example_exports: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The example's files as if they were real: no manifest says otherwise."""
    folder = tmp_path_factory.mktemp("first") / "exports"
    left_out = shutil.ignore_patterns("exempeldata.json", "*.parquet")
    shutil.copytree(example_exports, folder, ignore=left_out)
    return folder


@pytest.fixture(scope="module")
def second_exports(first_exports: Path) -> Path:
    """A month later: one case began another year, one supplier and line are gone."""
    folder = first_exports.parent / "second"
    cases = next((first_exports / "follow_up_cases").glob("*.csv"))
    (started,) = [
        line
        for line in cases.read_text(encoding="utf-8-sig").splitlines()
        if line.startswith("UPP-2018-001;")
    ]
    moved = started.replace(";2018-02-02;", ";2019-02-02;")
    assert moved != started
    write_changed(
        cases, folder, "2025-11-20_uppfoljningar.csv", {"UPP-2018-001;": moved}
    )
    register = next((first_exports / "supplier_register").glob("*.csv"))
    with_contracts = next((first_exports / "contract_register").glob("*.csv"))
    line = with_contracts.read_text(encoding="utf-8-sig").splitlines()[1]
    number, _, organisation_number = line.split(";")[:3]
    write_changed(with_contracts, folder, "2025-11-20_avtal.csv", {f"{number};": ""})
    write_changed(
        register, folder, "2025-11-20_leverantorer.csv", {f"{organisation_number};": ""}
    )
    return folder


@pytest.fixture(scope="module")
def corrected_home(
    first_exports: Path, second_exports: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home with both deliveries published, one build each; read only."""
    home = tmp_path_factory.mktemp("corrected") / "home"
    for exports in (first_exports, second_exports):
        run("refresh", "--home", home, "--exports", exports)
    return home


@pytest.fixture
def home(corrected_home: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "home"
    shutil.copytree(corrected_home, copy)
    return copy


def test_a_changed_figure_is_listed_with_its_cause(corrected_home: Path) -> None:
    first, second = read_publications(corrected_home)
    changed = fetch(
        corrected_home,
        "select period_year, old_actual, new_actual, cause_code, cause_files, "
        "from_build_id, to_build_id from marts.rpt_changed_figures "
        "where kpi_id = 'KPI-112-08' and place_code = 'SE' order by period_year",
    )
    assert [row[0] for row in changed] == [2018, 2019]
    for (_, old, new, cause, files, before, after), step in zip(
        changed, (-1, 1), strict=True
    ):
        assert new - old == step
        assert cause == "new_file"
        assert "2025-11-20_uppfoljningar.csv" in files
        # The number of follow-ups has nothing to do with the register of contracts.
        assert "avtal" not in files
        assert (before, after) == (first["build_id"], second["build_id"])
    assert read_publications(corrected_home)[1]["kind"] == "publish"


def test_only_periods_that_were_over_are_listed(corrected_home: Path) -> None:
    assert fetch(
        corrected_home,
        "select count(*) from marts.rpt_changed_figures "
        "where period_end > date '2025-10-31' or period_kind_code <> 'year'",
    ) == [(0,)]


def test_rows_that_are_gone_are_closed_and_the_build_stands(
    corrected_home: Path,
) -> None:
    closed = fetch(
        corrected_home,
        "select source_name, closed_on::varchar, source_file, closing_file "
        "from marts.rpt_closed_rows order by all",
    )
    assert {row[0] for row in closed} == {"contract_register", "supplier_register"}
    for source, closed_on, last, closing in closed:
        assert closed_on == "2025-11-20"
        assert last.startswith("2025-10-31_"), source
        assert closing.startswith("2025-11-20_"), source


def test_undo_takes_back_figures_and_files_and_no_refresh_brings_them_again(
    home: Path, second_exports: Path
) -> None:
    first, second = read_publications(home)
    query = (
        "select actual from marts.fct_kpi_values where kpi_id = 'KPI-112-08' and "
        "place_code = 'SE' and category_code = 'all' and period_year = 2018 "
        "and period_kind_code = 'year' and split_code = 'all'"
    )
    ((corrected,),) = fetch(home, query)
    run("publish", "--build", first["build_id"], "--by", "secretariat", "--home", home)
    assert fetch(home, query) == [(corrected + 1,)]
    undone = read_publications(home)[-1]
    assert (undone["kind"], undone["by"]) == ("undo", "secretariat")
    names = {file["file_name"] for file in undone["withdrawn"]}
    assert names == {path.name for path in second_exports.iterdir()}
    assert names == {file["file_name"] for file in second["brought_in"]}

    again = run("refresh", "--home", home)
    assert read_pointer(home)["build_id"] == first["build_id"]
    assert "unchanged" in again
    assert "withdrawn: 2025-11-20_uppfoljningar.csv" in again
    assert len(read_publications(home)) == 3

    # Sent anew on purpose, they count again, and the change back is history too.
    run("refresh", "--home", home, "--exports", second_exports)
    assert fetch(home, query) == [(corrected,)]
    steps = fetch(
        home,
        "select old_actual, new_actual, cause_code from marts.rpt_changed_figures "
        "where kpi_id = 'KPI-112-08' and place_code = 'SE' and period_year = 2018 "
        "order by changed_at",
    )
    assert steps == [
        (corrected + 1, corrected, "new_file"),
        (corrected, corrected + 1, "withdrawn_file"),
        (corrected + 1, corrected, "new_file"),
    ]


def test_going_forward_again_brings_the_files_back(home: Path) -> None:
    first, second = read_publications(home)
    for build in (first, second):
        run("publish", "--build", build["build_id"], "--home", home)
    assert read_publications(home)[-1]["brought_in"] == second["brought_in"]
    run("refresh", "--home", home)
    assert read_pointer(home)["build_id"] == second["build_id"]


def test_a_damaged_or_missing_build_is_not_published(home: Path) -> None:
    first, _ = read_publications(home)
    before = read_pointer(home)
    ledger = (home / "imported" / "ledger.jsonl").read_bytes()
    file = home / "warehouse" / f"warehouse-{first['build_id']}.duckdb"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    damaged = run_malbild("publish", "--build", first["build_id"], "--home", home)
    file.unlink()
    missing = run_malbild("publish", "--build", first["build_id"], "--home", home)
    unknown = run_malbild("publish", "--build", "../current", "--home", home)
    person = run_malbild("publish", "--by", "Anna Svensson", "--home", home)
    for refused, words in (
        (damaged, "it is damaged"),
        (missing, "is gone"),
        (unknown, "There is no build"),
    ):
        assert refused.returncode == 5
        assert words in refused.stderr
        assert "Nothing has changed" in refused.stderr
    assert person.returncode == 2
    assert read_pointer(home) == before
    assert (home / "imported" / "ledger.jsonl").read_bytes() == ledger


@pytest.mark.parametrize(
    "step",
    ["_load_kept", "_write_outcomes", "write_event", "write_json", "write_publication"],
)
def test_an_undo_that_is_killed_leaves_a_whole_build_and_can_be_run_again(
    home: Path, step: str
) -> None:
    first, second = read_publications(home)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), first["build_id"], step],
        capture_output=True,
        check=False,
        env=os.environ,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    pointer = read_pointer(home)
    assert pointer["build_id"] in {first["build_id"], second["build_id"]}
    file = home / "warehouse" / pointer["file"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == pointer["sha256"]
    run("publish", "--build", first["build_id"], "--home", home)
    assert read_pointer(home)["build_id"] == first["build_id"]
    kinds = [line["kind"] for line in read_publications(home)]
    assert kinds == ["publish", "publish", "undo"]
    run("refresh", "--home", home)
    assert read_pointer(home)["build_id"] == first["build_id"]


def test_a_killed_publication_is_written_down_by_the_next_command(home: Path) -> None:
    publications = home / "warehouse" / "publications.jsonl"
    whole = publications.read_bytes()
    history = home / "warehouse" / "changed_figures.jsonl"
    figures = history.read_bytes()
    # Killed after the pointer: the lines are not there, or only half of one.
    publications.write_bytes(whole[: whole.index(b"\n") + 20])
    history.write_bytes(figures[:-15])
    run("refresh", "--home", home)
    assert publications.read_bytes() == whole
    assert sorted(history.read_bytes().splitlines()) == sorted(figures.splitlines())


def test_an_unpublished_candidate_leaves_no_trace(
    home: Path, first_exports: Path, tmp_path: Path
) -> None:
    before = (home / "warehouse" / "changed_figures.jsonl").read_bytes()
    cases = next((first_exports / "follow_up_cases").glob("*.csv"))
    write_changed(
        cases, tmp_path / "third", "2025-11-22_uppfoljningar.csv", {"UPP-2018-002;": ""}
    )
    run("import", tmp_path / "third", "--home", home)
    run("build", "--home", home)
    run("score", "--home", home)
    assert (home / "warehouse" / "changed_figures.jsonl").read_bytes() == before
    assert len(read_publications(home)) == 2


def test_a_day_in_the_past_is_rebuilt(home: Path) -> None:
    first, _ = read_publications(home)
    path = home / "warehouse" / f"warehouse-{first['build_id']}.duckdb"
    run("build", "--home", home, "--as-of", "2025-11-01")
    figures = "select * from marts.fct_kpi_values order by all"
    built = home / "warehouse" / "candidate" / "malbild.duckdb"
    with (
        duckdb.connect(str(path), read_only=True) as then,
        duckdb.connect(str(built), read_only=True) as now,
    ):
        assert now.execute(figures).fetchall() == then.execute(figures).fetchall()
        closed = "select count(*) from marts.rpt_closed_rows"
        assert now.execute(closed).fetchall() == [(0,)]
