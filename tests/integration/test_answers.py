"""The real command: preview, answer, import; and the next file needs no answers."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_malbild

HEADINGS = "Org.nr;Leverantörens namn;Koncernmoder;Land;Antal anst.;Registrerad;Minne"
ROWS = ["402211-0029;Ett AB;;Sverie;12;2014-03-17;x", "402211-0037;Två AB;;SWE;1;;y"]
ANSWERS = {
    "headings": {
        "Org.nr": "organisation_number",
        "Leverantörens namn": "supplier_name",
        "Antal anst.": "number_of_employees",
        "Minne": None,
    },
    "codes": {"registration_country_code": {"Sverie": "SWE"}},
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path


def write_file(place: Path, name: str, *rows: str) -> str:
    path = place / "inbox" / name
    path.write_text("\n".join([HEADINGS, *(rows or ROWS)]) + "\n", encoding="utf8")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_answers(place: Path, **files: Any) -> Path:
    path = place / "answers.json"
    path.write_text(json.dumps({"by": "secretariat", "files": files}), encoding="utf8")
    return path


def run_preview(place: Path, *options: object) -> list[dict[str, Any]]:
    done = run_malbild(
        *("import", place / "inbox", "--preview", "--json"),
        *("--home", place / "home", *options),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["files"]


def run_import(place: Path, *options: object) -> str:
    done = run_malbild("import", place / "inbox", "--home", place / "home", *options)
    return done.stdout + done.stderr


def find_headings(file: dict[str, Any]) -> dict[str, str]:
    (table,) = file["tables"]
    return {heading["written"]: heading["how"] for heading in table["headings"]}


def test_what_is_answered_once_is_known_the_next_time(place: Path) -> None:
    sha256 = write_file(place, "2025-10-31_leverantorer.csv")
    (file,) = run_preview(place, "--sender", "14")
    assert (file["outcome"], file["file_sha256"]) == ("needs_answers", sha256)
    assert find_headings(file)["Org.nr"] == "suggested"
    assert find_headings(file)["Minne"] == "unknown"
    missing = {part["column"]: part for part in file["tables"][0]["missing"]}
    assert missing["organisation_number"]["suggestion"] == "Org.nr"
    # Without an answer it is refused by the import too, and nothing is guessed.
    assert "refused" in run_import(place, "--sender", "14")

    answers = write_answers(place, **{sha256: ANSWERS})
    options = ("--sender", "14", "--answers", answers)
    (file,) = run_preview(place, *options)
    assert file["outcome"] == "ready"
    assert set(find_headings(file).values()) == {"confirmed", "agreed", "ignored"}
    assert file["tables"][0]["n_accepted"] == 2
    assert file["tables"][0]["changes"]["n_new"] == 2
    assert not (place / "home" / "imported" / "mappings.jsonl").exists()
    assert "imported: 2025-10-31" in run_import(place, *options)

    corrected = ROWS[1].replace("Två AB", "Två och en halv AB")
    write_file(place, "2025-11-30_leverantorer.csv", ROWS[0], corrected)
    first, second = run_preview(place, "--sender", "14")
    assert first["outcome"] == "unchanged"
    assert second["outcome"] == "ready"
    changes = second["tables"][0]["changes"]
    assert (changes["n_same"], changes["n_changed"], changes["n_new"]) == (1, 1, 0)
    assert changes["samples"] == [
        {
            "kind": "changed",
            "key": {"organisation_number": "402211-0037"},
            "before": {"supplier_name": "Två AB"},
            "after": {"supplier_name": "Två och en halv AB"},
        }
    ]
    assert "imported: 2025-11-30" in run_import(place, "--sender", "14")
    # Who sent a content is remembered, so nothing is to be read again.
    assert "imported" not in run_import(place)


def test_another_sender_is_asked(place: Path) -> None:
    sha256 = write_file(place, "2025-10-31_leverantorer.csv")
    answers = write_answers(place, **{sha256: ANSWERS})
    run_import(place, "--sender", "14", "--answers", answers)
    (place / "inbox" / "2025-10-31_leverantorer.csv").unlink()
    write_file(place, "2025-11-30_leverantorer.csv", ROWS[1])
    (file,) = run_preview(place, "--sender", "12")
    assert file["outcome"] == "needs_answers"
    assert "refused" in run_import(place, "--sender", "12")


def test_an_unknown_word_is_shown_with_what_it_may_mean(place: Path) -> None:
    sha256 = write_file(place, "2025-10-31_leverantorer.csv")
    headings = {"headings": ANSWERS["headings"]}
    answers = write_answers(place, **{sha256: headings})
    (file,) = run_preview(place, "--answers", answers)
    (word,) = file["tables"][0]["codes"]
    assert (word["written"], word["n_rows"], word["how"]) == ("Sverie", 1, "suggested")
    assert word["code"] == "SWE"
    assert {"code": "SWE", "words": "Sverige"} in word["choices"]
    assert file["tables"][0]["rules"] == [
        {
            "column": "registration_country_code",
            "rule": "unknown_code",
            "n_rows": 1,
        }
    ]
    (row,) = file["tables"][0]["rejected"]
    assert row["source_row"] == 2
    assert row["as_received"]["Leverantörens namn"] == "Ett AB"


def test_a_changed_mapping_reads_that_senders_files_again(place: Path) -> None:
    sha256 = write_file(place, "2025-10-31_leverantorer.csv")
    headings = {"headings": ANSWERS["headings"]}
    answers = write_answers(place, **{sha256: headings})
    assert "1 rejected" in run_import(place, "--answers", answers)
    answers = write_answers(place, **{sha256: {"codes": ANSWERS["codes"]}})
    assert "2 accepted, 0 rejected" in run_import(place, "--answers", answers)
    ledger = (place / "home" / "imported" / "ledger.jsonl").read_text()
    events = [json.loads(line) for line in ledger.splitlines()]
    assert len(events) == 2
    assert len({event["received_at"] for event in events}) == 1
    assert len({event["delivery_id"] for event in events}) == 1
    assert len({event["loaded_at"] for event in events}) == 2


def test_a_mapping_confirmed_later_reaches_the_files_that_came_before(
    place: Path,
) -> None:
    sha256 = write_file(place, "2025-10-31_leverantorer.csv")
    headings = {"headings": ANSWERS["headings"]}
    answers = write_answers(place, **{sha256: headings})
    run_import(place, "--answers", answers)
    (place / "inbox" / "2025-10-31_leverantorer.csv").unlink()
    later = write_file(place, "2025-11-30_leverantorer.csv", ROWS[0])
    answers = write_answers(place, **{later: {"codes": ANSWERS["codes"]}})
    printed = run_import(place, "--answers", answers)
    assert "2025-11-30_leverantorer.csv · 1 received, 1 accepted" in printed
    assert "2025-10-31_leverantorer.csv · 2 received, 2 accepted" in printed


def test_a_file_that_nobody_knows_is_loaded_as_the_table_it_is_said_to_be(
    place: Path,
) -> None:
    sha256 = write_file(place, "lista.csv")
    (file,) = run_preview(place)
    assert file["outcome"] == "unrecognised"
    assert file["candidates"][0]["table"] == "suppliers"
    chosen = {"tables": ["supplier_register/suppliers"]}
    answers = write_answers(place, **{sha256: chosen})
    (file,) = run_preview(place, "--answers", answers)
    assert file["outcome"] == "needs_answers"
    answers = write_answers(place, **{sha256: ANSWERS | chosen})
    assert "imported: lista.csv" in run_import(place, "--answers", answers)


def test_the_preview_writes_nothing_but_the_key(place: Path) -> None:
    write_file(place, "2025-10-31_leverantorer.csv")
    run_preview(place)
    written = [path for path in (place / "home").rglob("*") if path.is_file()]
    assert sorted(path.name for path in written) == ["key", "key_check"]


def test_a_person_reads_the_preview_as_text(place: Path) -> None:
    write_file(place, "2025-10-31_leverantorer.csv")
    done = run_malbild("import", place / "inbox", "--preview", "--home", place / "home")
    assert "needs_answers" in done.stdout
    assert "heading 'Org.nr': suggested organisation_number" in done.stdout
    assert "Nothing was imported." in done.stdout


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"headings": {"19710111-4321": "supplier_name"}}, "personal number"),
        ({"codes": {"registration_country_code": {"a@b.se": "SWE"}}}, "e-mail"),
        ({"given": {"registration_country_code": "710111-4321"}}, "personal number"),
        ({"headings": {"Org.nr": "no_such_column"}}, "no_such_column"),
        ({"codes": {"registration_country_code": {"Sverie": "XXX"}}}, "none of its"),
        ({"given": {"registration_country_code": "Nowhere"}}, "none of its codes"),
        ({"tables": ["no/table"]}, "no/table"),
    ],
)
def test_unfit_answers_are_refused_with_a_message(
    place: Path, part: dict[str, Any], told: str
) -> None:
    sha256 = write_file(place, "2025-10-31_leverantorer.csv")
    answers = write_answers(place, **{sha256: part})
    printed = run_import(place, "--answers", answers)
    assert told in printed
    assert "4321" not in printed
    assert not (place / "home" / "imported" / "mappings.jsonl").exists()


def test_answers_that_cannot_be_read_stop_the_command(place: Path) -> None:
    write_file(place, "2025-10-31_leverantorer.csv")
    answers = place / "answers.json"
    for written in (
        "[]",
        '{"files": {"x": [1]}}',
        '{"files"',
        '{"files": {}, "by": "A B"}',
    ):
        answers.write_text(written)
        done = run_malbild(
            *("import", place / "inbox", "--home", place / "home"),
            *("--answers", answers),
        )
        assert done.returncode == 2
        assert "The answers in answers.json" in done.stderr


def test_a_sender_that_there_is_not_stops_the_command(place: Path) -> None:
    write_file(place, "2025-10-31_leverantorer.csv")
    printed = run_import(place, "--sender", "99")
    assert "no sender '99'" in printed
    assert "14" in printed
