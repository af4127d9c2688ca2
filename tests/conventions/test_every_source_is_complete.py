from pathlib import Path

import pytest
import yaml

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
def test_every_source_is_staged(source) -> None:
    folder = Path("dbt/models/staging") / source.name
    staged = {path.stem for path in folder.glob("stg_*.sql")}
    assert staged, f"Add a staging model in {folder}"
