from pathlib import Path

import pytest
import yaml

MODELS = sorted(
    path
    for path in Path("dbt/models").rglob("*.sql")
    if path.parent.name != "exposures"
)
MARTS = [path for path in MODELS if "marts" in path.parts]


def read_model(path: Path) -> dict:
    return yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf8"))[
        "models"
    ][0]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_every_model_says_what_one_row_is(path: Path) -> None:
    assert path.with_suffix(".yml").exists(), "one YAML per model, same stem"
    described = read_model(path)
    assert described["name"] == path.stem
    assert "One row per" in " ".join(described["description"].split())


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_every_mart_column_is_described_and_tested(path: Path) -> None:
    described = read_model(path)
    columns = described["columns"]
    assert columns
    assert not [column["name"] for column in columns if not column.get("description")]
    tested = described.get("data_tests") or [
        column for column in columns if column.get("data_tests")
    ]
    assert tested, "test the mart's key"
