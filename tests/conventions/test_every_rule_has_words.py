"""Whatever rule a row may break, the person who mends it is told in words."""

import csv
from pathlib import Path

import pytest

from pipelines.importing.rule_words import find_rule_words, load_rule_words
from pipelines.settings import load_settings
from pipelines.sources.source import find_tables

OUR_OWN = ("duplicate", "unreadable", "unknown_code", "number_of_cells")
SEED = Path("dbt/seeds/broken_rules.csv")
WORDS = load_rule_words(load_settings(Path("unused")))


def find_schema_rules() -> set[str]:
    named = {
        name
        for _, table in find_tables()
        for name in table.schema._validation_rules(with_cast=True)
    } - {"primary_key"}
    return {name.split("|", 1)[-1].removeprefix("check__") for name in named}


@pytest.mark.parametrize(
    "rule", sorted({*find_schema_rules(), *OUR_OWN, "quotation_marks"})
)
def test_every_rule_has_words(rule: str) -> None:
    assert find_rule_words(rule, WORDS), f"add {rule} to {SEED}"


def test_every_rule_has_them_in_both_languages() -> None:
    with SEED.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["rule_code"] for row in rows}) == len(rows) > 20
    assert all(all(row.values()) for row in rows)
