"""The lists of faults, of files and of plans, name tests that exist."""

import ast
import re
from pathlib import Path

LISTED = "\n".join(
    ast.get_docstring(ast.parse(Path(file).read_text("utf8"))) or ""
    for file in ("tests/faults/conftest.py", "tests/integration/conftest.py")
)
TESTS = {
    name
    for path in Path("tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text("utf8"), re.M)
}
MODELS = {path.stem for path in Path("dbt/models").rglob("qc_*.sql")}


def test_every_fault_is_listed_in_order() -> None:
    listed = re.findall(r"^([DF]\d+) ", LISTED, re.M)
    files, plans = range(1, 29), range(1, 11)
    assert listed == [f"D{n}" for n in files] + [f"F{n}" for n in plans]


def test_every_test_and_model_that_is_listed_exists() -> None:
    named = set(re.findall(r"\b(?:test|qc)_\w+", LISTED))
    assert len(named) > 20
    assert named <= TESTS | MODELS, named - TESTS - MODELS
