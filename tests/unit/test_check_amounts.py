"""Far fewer rows, or another sum, than the sender's previous file: wait for a yes."""

import json
from pathlib import Path

import pytest

from pipelines.importing.answers import Answers, FileAnswers
from pipelines.importing.keep_copy import build_sha256
from pipelines.importing.ledger import FileEvent, load_ledger
from pipelines.importing.run_import import run_import
from pipelines.preview import run_preview
from pipelines.settings import Settings, load_settings

HEADINGS = "Produkt-ID;Kravpaket;Tema;Antaget"
COSTS = "År;Kostnadsslag;Betalare;Belopp (SEK)"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


def write_delivery(folder: Path, day: str, n_rows: int, *, is_example: bool = False):
    folder.mkdir(exist_ok=True)
    path = folder / f"{day}_kravpaket.csv"
    rows = [f"P-{n};Handskar;Klimat;2024-01-15" for n in range(n_rows)]
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf8")
    if is_example:
        listed = {"files": {path.name: build_sha256(path.read_bytes())}}
        (folder / "exempeldata.json").write_text(json.dumps(listed))
    return folder


def load(folder: Path, settings: Settings, **options) -> FileEvent:
    (event,) = run_import(folder, settings, **options).events
    return event


def test_too_few_rows_wait_for_a_yes(tmp_path: Path, settings: Settings) -> None:
    load(write_delivery(tmp_path / "a", "2025-10-31", 40), settings)
    fewer = write_delivery(tmp_path / "b", "2025-11-30", 19)
    event = load(fewer, settings)
    assert (event.outcome, event.reason_code) == ("refused", "too_few_rows")
    assert "19 rows against 40" in event.message
    assert "--answers" in event.message
    assert "--confirm too_few_rows" in event.message
    assert not event.find_rows(settings.imported_dir).exists()
    (file,) = run_preview(fewer, settings)["files"]
    assert file["outcome"] == "needs_confirmation"
    assert file["tables"][0]["confirmations"] == [
        {"code": "too_few_rows", "n_before": 40, "n_now": 19, "column": None}
    ]
    yes = FileAnswers(confirmed=frozenset({"too_few_rows"}))
    answers = Answers(files={str(event.file_sha256): yes})
    (file,) = run_preview(fewer, settings, answers=answers)["files"]
    assert file["outcome"] == "ready"
    assert load(fewer, settings, answers=answers).outcome == "imported"
    # Said once, it is not asked again.
    assert load(fewer, settings).outcome == "unchanged"


def test_confirmed_for_all_files_at_the_command_line(
    tmp_path: Path, settings: Settings
) -> None:
    load(write_delivery(tmp_path / "a", "2025-10-31", 40), settings)
    fewer = write_delivery(tmp_path / "b", "2025-11-30", 3)
    answers = Answers(confirmed=frozenset({"too_few_rows"}))
    assert load(fewer, settings, answers=answers).outcome == "imported"


def test_half_as_many_and_small_files_are_let_through(
    tmp_path: Path, settings: Settings
) -> None:
    load(write_delivery(tmp_path / "a", "2025-10-31", 40), settings)
    half = load(write_delivery(tmp_path / "b", "2025-11-30", 20), settings)
    small = load(write_delivery(tmp_path / "c", "2025-12-31", 12), settings)
    tiny = load(write_delivery(tmp_path / "d", "2026-01-31", 1), settings)
    assert [half.outcome, small.outcome, tiny.outcome] == ["imported"] * 3


def test_more_than_twice_as_many_only_warns(tmp_path: Path, settings: Settings) -> None:
    load(write_delivery(tmp_path / "a", "2025-10-31", 20), settings)
    more = load(write_delivery(tmp_path / "b", "2025-11-30", 41), settings)
    assert more.outcome == "imported"
    assert "41 rows are more than twice the 20" in more.message


def test_another_sender_and_the_example_are_no_earlier_load(
    tmp_path: Path, settings: Settings
) -> None:
    load(
        write_delivery(tmp_path / "a", "2025-10-31", 40, is_example=True),
        settings,
    )
    real = load(write_delivery(tmp_path / "b", "2025-10-31", 38), settings)
    assert (real.outcome, real.message) == ("imported", "")
    few = write_delivery(tmp_path / "c", "2025-11-30", 2)
    assert load(few, settings, sender="14").outcome == "imported"


def test_files_of_one_delivery_are_not_each_others_earlier_versions(
    tmp_path: Path, settings: Settings
) -> None:
    folder = write_delivery(tmp_path / "a", "2025-10-30", 40)
    write_delivery(folder, "2025-10-31", 3)
    events = run_import(folder, settings).events
    assert {event.outcome for event in events} == {"imported"}
    assert len({event.delivery_id for event in events}) == 1


@pytest.mark.parametrize(
    ("cost", "outcome"), [(1000, "imported"), (1500, "imported"), (1501, "refused")]
)
def test_a_sum_that_deviates_waits_for_a_yes(
    tmp_path: Path, settings: Settings, cost: int, outcome: str
) -> None:
    for year, each in ((2024, 1000), (2025, cost)):
        folder = tmp_path / str(year)
        folder.mkdir()
        lines = [COSTS, *[f"{year};Resor;Samverkan;{each},00"] * 20]
        path = folder / f"{year}-12-31_ekonomi.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf8")
    load(tmp_path / "2024", settings)
    event = load(tmp_path / "2025", settings)
    assert event.outcome == outcome
    assert ("a sum of 30,020 in cost_sek against 20,000" in event.message) is (
        outcome == "refused"
    )
    answers = Answers(confirmed=frozenset({"sum_deviates"}))
    again = load(tmp_path / "2025", settings, answers=answers)
    assert again.outcome == ("imported" if outcome == "refused" else "unchanged")


def test_a_table_that_waits_leaves_the_other_in_its_file_alone(
    tmp_path: Path, settings: Settings
) -> None:
    def write(folder: Path, n_packages: int, n_costs: int) -> Path:
        folder.mkdir()
        packages = [f"P-{n};Handskar;Klimat;2024-01-15" for n in range(n_packages)]
        costs = [f"2024;Resor;Samverkan;{1 + n},00" for n in range(n_costs)]
        lines = ["Krav", HEADINGS, *packages, "", "Kostnader", COSTS, *costs, ""]
        (folder / "rapport.csv").write_text("\n".join(lines), encoding="utf8")
        return folder

    run_import(write(tmp_path / "a", 40, 5), settings)
    fewer = write(tmp_path / "b", 4, 5 + 1)
    held, loaded = run_import(fewer, settings).events
    assert (held.outcome, held.reason_code) == ("refused", "too_few_rows")
    assert (loaded.table, loaded.outcome) == ("costs", "imported")
    rows = loaded.find_rows(settings.imported_dir)
    before = rows.stat().st_mtime_ns
    again = run_import(fewer, settings).events
    assert [event.outcome for event in again] == ["refused", "unchanged"]
    assert rows.stat().st_mtime_ns == before
    assert len(load_ledger(settings)) == 4

    answers = Answers(confirmed=frozenset({"too_few_rows"}))
    last = run_import(fewer, settings, answers=answers).events
    assert [event.outcome for event in last] == ["imported", "unchanged"]
    assert len(load_ledger(settings)) == 4
    assert {event.outcome for event in load_ledger(settings)} == {"imported"}
