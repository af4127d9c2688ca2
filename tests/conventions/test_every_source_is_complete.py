from pathlib import Path

import pytest
import yaml

from app.messages import load_translations
from pipelines.sources.source import find_sources

FOLDER = Path("pipelines/sources")
SOURCES = find_sources()


def test_sources_are_found_by_folder() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/source.yml")}
    assert {source.name for source in SOURCES} == folders
    assert len(folders) >= 7


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_has_a_contract_rules_and_an_example(source) -> None:
    folder = FOLDER / source.name
    assert (folder / "schema.py").exists()
    assert list(folder.glob("example_export*"))
    agreed = yaml.safe_load((folder / "source.yml").read_text(encoding="utf8"))
    assert agreed["title"]
    assert agreed["owner"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_and_its_tables_have_swedish_words(source) -> None:
    swedish = load_translations("sv")
    for code in (source.name, *source.tables):
        english = code.replace("_", " ").capitalize()
        assert swedish.gettext(english) != english, (
            f"Add {english!r} to app/locale/sv/LC_MESSAGES/programme_sources.po"
        )


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_is_staged(source) -> None:
    folder = Path("dbt/models/staging") / source.name
    staged = {path.stem for path in folder.glob("stg_*.sql")}
    assert staged, f"Add a staging model in {folder}"
