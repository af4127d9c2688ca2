from functools import cache
from pathlib import Path

import yaml

MODELS = sorted(
    path
    for path in Path("dbt/models").rglob("*.sql")
    if path.parent.name != "exposures"
)
MARTS = [path for path in MODELS if "marts" in path.parts]


@cache
def read_yaml(path: Path) -> dict:
    """The content of a YAML file, by the reader in C: ours are long."""
    return yaml.load(path.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)


def read_model(path: Path) -> dict:
    return read_yaml(path.with_suffix(".yml"))["models"][0]


def test_every_model_has_a_description_of_the_same_name() -> None:
    alone = [path.stem for path in MODELS if not path.with_suffix(".yml").exists()]
    assert not alone, "one YAML per model, same stem"
    others = [path.stem for path in MODELS if read_model(path)["name"] != path.stem]
    assert not others, "a YAML describes the model of its own name"


def test_every_model_says_what_one_row_is() -> None:
    silent = [
        path.stem
        for path in MODELS
        if "One row per" not in " ".join(read_model(path)["description"].split())
    ]
    assert not silent, "end the description with the grain: One row per …"


def test_every_mart_column_is_described() -> None:
    silent = {
        path.stem: [
            column["name"] for column in columns if not column.get("description")
        ]
        for path in MARTS
        for columns in [read_model(path)["columns"]]
        if not columns or not all(column.get("description") for column in columns)
    }
    assert not silent, "describe every column"


def test_every_mart_is_tested() -> None:
    untested = [path.stem for path in MARTS if not find_rules(read_model(path))]
    assert not untested, "test the mart's key"


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
        for content in [read_yaml(path)]
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
        for source in read_yaml(path).get("sources", [])
        for table in source["tables"]
        if find_rules(table)
    ]
    assert not ruled, "Put the rule on the staging model that reads the table"
