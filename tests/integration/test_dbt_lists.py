"""The few lists in dbt that files could outgrow."""

import csv
import re
from pathlib import Path

import pytest

MARTS = Path("dbt/models/marts")
SEEDS = Path("dbt/seeds")


def read_listed(path: Path, variable: str) -> set[str]:
    found = re.search(rf"set {variable} = \[(.*?)\]", path.read_text("utf8"), re.DOTALL)
    assert found, f"{path} has lost its list {variable}"
    return set(re.findall(r"'(\w+)'", found.group(1)))


@pytest.mark.parametrize(
    ("stack", "variable", "files"),
    [
        (MARTS / "kpis" / "fct_kpi_values.sql", "kpi_models", "kpi_*.sql"),
        (MARTS / "review" / "rpt_suspicions.sql", "qc_models", "qc_*.sql"),
    ],
    ids=["kpis", "suspicions"],
)
def test_every_model_is_stacked(stack: Path, variable: str, files: str) -> None:
    models = {path.stem for path in stack.parent.glob(files)}
    assert read_listed(stack, variable) == models, f"Change the list on top of {stack}"


def test_every_suspicion_has_words_and_a_reader() -> None:
    with (SEEDS / "suspicion_kinds.csv").open(encoding="utf8", newline="") as stream:
        described = {row["qc_code"] for row in csv.DictReader(stream) if all(row)}
    models = {
        path.stem.removeprefix("qc_") for path in (MARTS / "review").glob("qc_*.sql")
    }
    assert described == models, "Change dbt/seeds/suspicion_kinds.csv"


def test_every_seed_is_described() -> None:
    described = set()
    for path in SEEDS.glob("*.yml"):
        described |= set(re.findall(r"^  - name: (\w+)", path.read_text("utf8"), re.M))
    assert described == {path.stem for path in SEEDS.glob("*.csv")}
