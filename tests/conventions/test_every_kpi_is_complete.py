import csv
from pathlib import Path

import pytest
import yaml

FOLDER = Path("dbt/models/marts/kpis")
SEEDS = Path("dbt/seeds")


def read_seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))


KPIS = [row["kpi_id"] for row in read_seed("kpis.csv")]


def model_of(kpi_id: str) -> str:
    return "kpi_" + kpi_id.removeprefix("KPI-").lower().replace("-", "_")


def test_the_first_kpis_are_there() -> None:
    assert len(KPIS) >= 6


def test_every_kpi_has_one_model_and_every_model_a_kpi() -> None:
    models = {path.stem for path in FOLDER.glob("kpi_*.sql")}
    assert models == {model_of(kpi_id) for kpi_id in KPIS}, (
        "A KPI is a row in dbt/seeds/kpis.csv and a file in dbt/models/marts/kpis"
    )


@pytest.mark.parametrize("kpi_id", KPIS)
def test_every_kpi_has_targets(kpi_id: str) -> None:
    targets = {row["kpi_id"] for row in read_seed("kpi_targets.csv")}
    assert kpi_id in targets, "Add its targets to dbt/seeds/kpi_targets.csv"


@pytest.mark.parametrize("kpi_id", KPIS)
def test_every_kpi_has_words_in_both_languages(kpi_id: str) -> None:
    row = next(row for row in read_seed("kpis.csv") if row["kpi_id"] == kpi_id)
    empty = [
        name for name, words in row.items() if name[-3:] in {"_sv", "_en"} and not words
    ]
    assert not empty, f"Fill in {empty} in dbt/seeds/kpis.csv"


@pytest.mark.parametrize("kpi_id", KPIS)
def test_every_kpi_is_described_and_unit_tested(kpi_id: str) -> None:
    path = FOLDER / f"{model_of(kpi_id)}.yml"
    described = yaml.safe_load(path.read_text(encoding="utf8"))
    assert "One row per" in described["models"][0]["description"]
    assert len(described["unit_tests"]) >= 3, f"Add unit tests to {path}"
