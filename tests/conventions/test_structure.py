import ast
import re
import subprocess
from pathlib import Path

import pytest

PYTHON = [path for room in ("app", "pipelines") for path in Path(room).rglob("*.py")]
VERBS = (
    *("find", "load", "fetch", "read", "check", "build", "fit", "score", "draw"),
    *("show", "offer", "write", "run"),
)
FORBIDDEN_STEMS = {"utils", "util", "helpers", "helper", "common", "misc"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in listed.stdout.splitlines() if Path(line).is_file()]


def test_no_folder_is_called_pages() -> None:
    # Streamlit would serve such a folder past the entry script's access check.
    assert not [path for path in Path("app").rglob("pages") if path.is_dir()]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for path in PYTHON if path.stem in FORBIDDEN_STEMS]


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_modules_stay_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf8")
    assert len(text.splitlines()) <= 220, "split it: one room, one thing"
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "start with one sentence"


@pytest.mark.parametrize(
    "path",
    # Typer names commands after cli.py's functions, and Alembic asks for `upgrade`.
    [path for path in PYTHON if path.name != "cli.py" and "versions" not in path.parts],
    ids=str,
)
def test_public_functions_start_with_an_agreed_verb(path: Path) -> None:
    names = [
        node.name
        for node in ast.parse(path.read_text(encoding="utf8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
    ]
    strange = [
        name
        for name in names
        if name.split("_")[0] not in (*VERBS, "main", "start", "remove", "require")
        and name not in {"_", "language", "ngettext"}
    ]
    assert not strange, f"use one of {', '.join(VERBS)}"


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_functions_stay_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf8"))
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _code_lines(node) > 40
    ]
    assert not long


def _code_lines(function: ast.FunctionDef) -> int:
    first = function.body[0]
    has_docstring = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_models_stay_readable() -> None:
    lengths = sorted(
        len(path.read_text(encoding="utf8").splitlines())
        for path in Path("dbt/models").rglob("*.sql")
    )
    assert lengths[len(lengths) // 2] <= 45
    assert lengths[-1] <= 120


def test_dbt_holds_sql_and_yaml_only() -> None:
    assert not list(Path("dbt").rglob("*.py"))


def test_html_is_written_in_the_theme_module_only() -> None:
    written = [
        path
        for path in Path("app").rglob("*.py")
        if re.search(
            r"unsafe_allow_html|st\.html\(|components\.html",
            path.read_text(encoding="utf8"),
        )
    ]
    assert written in ([], [Path("app/theme.py")])


def test_views_hold_no_sql() -> None:
    for path in Path("app/views").glob("*.py"):
        text = path.read_text(encoding="utf8").lower()
        assert not re.search(r"\bselect\b.+\bfrom\b|marts\.", text), path
        assert len(text.splitlines()) <= 120, path


def test_nothing_committed_is_large_or_points_to_a_machine() -> None:
    for path in tracked_files():
        assert path.stat().st_size < 2_000_000, path
        if path.suffix in {".py", ".sql", ".yml", ".toml", ".md", ".lock", ""}:
            text = path.read_text(encoding="utf8", errors="ignore")
            # Spelled in two halves so that this file passes its own check.
            assert "/wo" + "rk/" not in text, path
            assert "index" + "-url" not in text, path
