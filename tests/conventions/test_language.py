import re
from pathlib import Path

import pytest

CODE = [
    path
    for folder in ("app", "pipelines", "dbt/models", "dbt/macros", "dbt/tests")
    for path in Path(folder).rglob("*")
    if path.suffix in {".py", ".sql"}
]


def test_there_is_code_to_scan() -> None:
    assert len(CODE) > 50


@pytest.mark.parametrize("path", CODE, ids=str)
def test_code_is_written_in_english(path: Path) -> None:
    text = path.read_text(encoding="utf8").replace("Målbild", "")
    swedish = re.findall(r"\S*[åäöÅÄÖ]\S*", text)
    assert not swedish, "Swedish belongs in app/locale, seeds' _sv columns, source.yml"
