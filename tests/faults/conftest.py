from pathlib import Path

import pytest

from pipelines.settings import Settings, load_settings

HEADINGS = "Produkt-ID;Kravpaket;Tema;Antaget"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home of its own for each test."""
    return load_settings(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one good file, which every fault must leave alone."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    good = [
        HEADINGS,
        "P-1;Handskar;Klimat;2024-01-15",
        "P-2;Handskar;Klimat;2024-01-15",
    ]
    (folder / "a_good_one.csv").write_text("\n".join(good) + "\n", encoding="utf8")
    return folder
