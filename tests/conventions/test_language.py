import re
from pathlib import Path

SWEDISH = re.compile(r"\S*[åäöÅÄÖ]\S*")
CODE = [
    path
    for folder in ("app", "pipelines", "dbt/models", "dbt/macros", "dbt/tests")
    for path in Path(folder).rglob("*")
    if path.suffix in {".py", ".sql"}
]


def test_there_is_code_to_scan() -> None:
    assert len(CODE) > 50


def test_code_is_written_in_english() -> None:
    swedish = {
        str(path): words
        for path in CODE
        if (words := SWEDISH.findall(path.read_text("utf8").replace("Målbild", "")))
    }
    assert not swedish, "Swedish belongs in app/locale, seeds' _sv columns, source.yml"
