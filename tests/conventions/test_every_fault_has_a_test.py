"""The list of faults in tests/faults/conftest.py names tests that exist."""

import ast
import re
from pathlib import Path

LISTED = ast.get_docstring(
    ast.parse(Path("tests/faults/conftest.py").read_text("utf8"))
)
TESTS = {
    name
    for path in Path("tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text("utf8"), re.M)
}
MODELS = {path.stem for path in Path("dbt/models").rglob("qc_*.sql")}


def test_every_fault_is_listed_in_order() -> None:
    listed = re.findall(r"^D(\d+) ", LISTED or "", re.M)
    assert listed == [str(n) for n in range(1, 29)]


def test_every_test_and_model_that_is_listed_exists() -> None:
    named = set(re.findall(r"\b(?:test|qc)_\w+", LISTED or ""))
    assert len(named) > 20
    assert named <= TESTS | MODELS, named - TESTS - MODELS
