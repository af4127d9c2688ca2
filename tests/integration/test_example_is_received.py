"""The example's own files go through the import; only the planted rows are rejected."""

import json
from collections import Counter
from pathlib import Path

import yaml

from tests.conftest import run_malbild

UNTIDY = Path("pipelines/example/words/untidy_rows.yml")
#: A number with a wrong check digit is accepted and listed for somebody to look at.
ACCEPTED = {"supplier_register.suppliers"}


def test_only_the_planted_rows_are_rejected(built_home: Path) -> None:
    shown = run_malbild("status", "--home", built_home, "--json")
    assert shown.returncode == 0, shown.stderr
    files = json.loads(shown.stdout)["files"]
    assert {file["outcome"] for file in files} == {"imported"}
    rejected = Counter()
    for file in files:
        rejected[f"{file['source']}.{file['table']}"] += file["n_rejected"]
    added = yaml.safe_load(UNTIDY.read_text(encoding="utf8"))["added"]
    planted = {
        name: len(changes) for name, changes in added.items() if name not in ACCEPTED
    }
    assert {name: n for name, n in rejected.items() if n} == planted
