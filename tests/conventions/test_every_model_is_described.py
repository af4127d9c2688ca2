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


def find_rules(described: dict) -> list:
    """Every rule in a model's or seed's YAML, of columns too."""
    places = [described, *described.get("columns", [])]
    return [rule for place in places for rule in place.get("data_tests") or []]


def test_rules_are_of_the_kinds_that_a_build_counts_together() -> None:
    """dbt/macros/run_checks.sql knows `where` and `severity`, and counts rows."""
    unknown = {
        (path.stem, str(rule))
        for folder in ("dbt/models", "dbt/seeds")
        for path in Path(folder).rglob("*.yml")
        for content in [yaml.safe_load(path.read_text(encoding="utf8"))]
        for described in [*content.get("models", []), *content.get("seeds", [])]
        for rule in find_rules(described)
        if isinstance(rule, dict)
        for settings in [next(iter(rule.values())).get("config", {})]
        if {*settings} - {"where", "severity", "warn_if", "meta"}
        or settings.get("warn_if", ">0") != ">0"
    }
    assert not unknown, "Write it with where or severity, or in a file in dbt/tests"


def test_received_tables_have_no_rules_of_their_own() -> None:
    """A build counts rules of models and seeds only."""
    ruled = [
        (path.parent.name, table["name"])
        for path in Path("dbt/models").rglob("*.yml")
        for source in yaml.safe_load(path.read_text(encoding="utf8")).get("sources", [])
        for table in source["tables"]
        if find_rules(table)
    ]
    assert not ruled, "Put the rule on the staging model that reads the table"
