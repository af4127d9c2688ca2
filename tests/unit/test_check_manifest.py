"""A manifest beside a file says what was sent; what differs from it is refused."""

import hashlib
import json
from pathlib import Path

import pytest

from pipelines.importing.ledger import FileEvent
from pipelines.importing.run_import import run_import
from pipelines.preview import run_preview
from pipelines.settings import Settings, load_settings

ROWS = ["P-1;Handskar;Klimat;2024-01-15", "P-2;Handskar;Moral;2024-01-15"]
TEXT = "\n".join(["Produkt-ID;Kravpaket;Tema;Antaget", *ROWS]) + "\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
NAME = "2025-10-31_kravpaket.csv"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / NAME).write_text(TEXT, encoding="utf8")
    return folder


def write_manifest(inbox: Path, said: object) -> None:
    text = said if isinstance(said, str) else json.dumps(said)
    (inbox / f"{NAME}.manifest.json").write_text(text, encoding="utf8")


def load(inbox: Path, settings: Settings) -> FileEvent:
    (event,) = run_import(inbox, settings).events
    return event


@pytest.mark.parametrize(
    "said",
    [
        {"sha256": SHA256, "rows": 2},
        {"sha256": SHA256.upper()},
        {"rows": 2, "made_by": "another system"},
    ],
)
def test_a_file_that_is_as_its_manifest_says_is_accepted(
    said: dict, inbox: Path, settings: Settings
) -> None:
    write_manifest(inbox, said)
    event = load(inbox, settings)
    # Rejected rows were received too.
    assert (event.outcome, event.n_received, event.n_rejected) == ("imported", 2, 1)
    assert not list(settings.exports_dir.rglob("*.json"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"rows": 1234}, ["has 2 rows", "manifest says 1,234", "Export both again"]),
        ({"sha256": SHA256, "rows": 0}, ["has 2 rows", "manifest says 0."]),
        (
            {"sha256": "ab" * 32, "rows": 2},
            [f"begins {SHA256[:12]}", f"says {'ab' * 6}.", "Copy both again"],
        ),
    ],
)
def test_a_file_that_differs_from_its_manifest_is_refused(
    said: dict, told: list[str], inbox: Path, settings: Settings
) -> None:
    write_manifest(inbox, said)
    (seen,) = run_preview(inbox, settings)["files"]
    event = load(inbox, settings)
    assert (event.outcome, event.reason_code) == ("refused", "manifest")
    assert (event.source, event.n_received) == ("environmental_requirements", None)
    assert all(words in event.message for words in told)
    assert (seen["outcome"], seen["message"]) == ("refused", event.message)
    assert not list(settings.exports_dir.rglob("*.csv"))
    write_manifest(inbox, {"sha256": SHA256, "rows": 2})
    assert load(inbox, settings).outcome == "imported"


@pytest.mark.parametrize(
    "said",
    [
        *("", "[]", "{}", '{"rows": ', "[" * 100_000, "null"),
        *({"rows": "2"}, {"rows": -1}, {"rows": True}, {"sha256": "abc"}),
        {"sha256": None, "rows": None},
    ],
)
def test_a_manifest_that_says_nothing_is_told(
    said: object, inbox: Path, settings: Settings
) -> None:
    write_manifest(inbox, said)
    event = load(inbox, settings)
    assert (event.outcome, event.reason_code) == ("refused", "manifest")
    assert "cannot be read. Write" in event.message


def test_a_file_in_use_stays_when_it_comes_with_the_manifest_of_another(
    inbox: Path, settings: Settings
) -> None:
    first = load(inbox, settings)
    write_manifest(inbox, {"sha256": "ab" * 32})
    refused = load(inbox, settings)
    assert (refused.outcome, refused.file_sha256) == ("refused", None)
    (inbox / f"{NAME}.manifest.json").unlink()
    assert load(inbox, settings).outcome == "unchanged"
    assert first.find_rows(settings.imported_dir).is_file()


def test_a_manifest_without_its_file_is_told(inbox: Path, settings: Settings) -> None:
    (inbox / "2025-10-31_avtal.csv.manifest.json").write_text('{"rows": 1}')
    manifest, packages = run_import(inbox, settings).events
    assert manifest.file_name == "2025-10-31_avtal.csv.manifest.json"
    assert (manifest.outcome, packages.outcome) == ("unrecognised", "imported")


def test_a_manifest_that_is_a_link_out_of_the_folder_is_refused(
    inbox: Path, settings: Settings
) -> None:
    elsewhere = inbox.parent / "elsewhere.json"
    elsewhere.write_text('{"rows": 2}')
    (inbox / f"{NAME}.manifest.json").symlink_to(elsewhere)
    event = load(inbox, settings)
    assert (event.outcome, event.reason_code) == ("refused", "not_readable")


def test_rows_are_compared_also_in_a_file_known_by_its_headings_alone(
    inbox: Path, settings: Settings
) -> None:
    (inbox / NAME).rename(inbox / "b.csv")
    (inbox / "b.csv.manifest.json").write_text('{"rows": 3}')
    event = load(inbox, settings)
    assert (event.outcome, event.table) == ("refused", "packages")
    assert "has 2 rows" in event.message
