"""Plant persons in everything received; find them nowhere but in what was received."""

import hashlib
import json
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import xlsxwriter

from tests.conftest import run_malbild

NAMES = ("Plantina Hemligsson", "Botvid Dolderman")
E_MAILS = ("plantina.hemligsson@exempel.invalid", "botvid_d@mail.exempel.invalid")
#: One person each, so that every written form must be read by itself. {} is the day,
#: then the last four digits.
FORMS = (
    *("{}-{}", "{}{}", "{}+{}", "{} {}", "19{}-{}", "19{}{}", "19{} {}", "19{}+{}"),
    *("SE{}{}01", "SE{}-{}01", "{}\u2013{}", "{}\u00a0{}", "16{}-{}"),
)
DAYS = tuple(f"71{1 + n % 12:02}{10 + n:02}" for n in range(len(FORMS) + 1))
LAST_FOUR = tuple(f"{4321 + 37 * n}" for n in range(len(DAYS)))
PERSONS = tuple(zip(DAYS, LAST_FOUR, strict=True))
WRITTEN = (
    *(form.format(*person) for form, person in zip(FORMS, PERSONS, strict=False)),
    # full width
    "".join(chr(ord(digit) + 0xFEE0) for digit in "".join(PERSONS[-1])),
)
LISTED = tuple(enumerate(WRITTEN))
TEN_DIGITS = tuple(day + last for day, last in PERSONS)
LOST_ZEROS = "101014567"
IN_TEXT = f"Ring {E_MAILS[1]} om {WRITTEN[0]}"
PERSONAL_NUMBER = re.compile(r"(?<!\d)\d\d[01]\d{3}[-+]\d{4}(?!\d)", re.ASCII)
RECEIVED = ("exports", "key")
#: A word of the list, one that is like it, one that nobody knows, and two persons.
ODD_LANDS = (
    *((29, "SWE"), (37, "Sverie"), (45, "Nowhere"), (52, WRITTEN[0])),
    (60, E_MAILS[0]),
)

SUPPLIERS = (
    "Organisationsnummer;Leverantörsnamn;Koncernmoder;Land;Antal anställda;Registrerad;"
    "Kontaktperson;E-post;Telefon"
)
CONTRACTS = (
    "Avtalsnummer;Region;Organisationsnummer;Inköpskategori;Produkt-ID;Produkt;"
    "Avtalsvärde per år (SEK);Avtalsstart;Avtalsslut;Annonserad;Villkorsversion;"
    "Villkorsnivå;Gemensamma miljökrav;Sluttillverkningsland"
)
AUDITS = (
    "Revisions-ID;Ärendenummer;Organisationsnummer;Inköpskategori;Ansvarig region;"
    "Revisionstyp;Omgång;Revisionsdatum;Rapport godkänd;Utförare;Revisor-ID;"
    "Miljökrav ingår;Utlösande skäl;Land"
)
CONTACT = f"{NAMES[0]};{E_MAILS[0]};{WRITTEN[1]}"


@dataclass(frozen=True)
class Loaded:
    home: Path
    printed: str

    def find_warehouse(self) -> Path:
        folder = self.home / "warehouse"
        return folder / json.loads((folder / "current.json").read_text())["file"]


def write_suppliers(folder: Path) -> None:
    good = [
        f"{number};Firma {n} HB;;SWE;1;2014-03-17;{CONTACT}" for n, number in LISTED
    ]
    bad = [
        # The same persons again, each in a row that breaks another rule.
        *(f"{number};Firma;;SWE;många;2014-03-17;{CONTACT}" for number in WRITTEN),
        *(f"{number} x;Firma;;SWE;1;2014-03-17;{CONTACT}" for number in WRITTEN),
        f"{LOST_ZEROS};Firma;;SWE;1;2014-03-17;{CONTACT}",
        f"402211-0011;Firma;{WRITTEN[2]};{E_MAILS[0]};{WRITTEN[3]};{IN_TEXT};{CONTACT}",
        f"40221-0011;{IN_TEXT};{WRITTEN[9]};SWE;1;2014-03-17;{CONTACT}",
    ]
    malformed = [
        *(f"{number};{NAMES[0]};{E_MAILS[0]}" for number in WRITTEN),
        f'{WRITTEN[0]};"{NAMES[0]}" {E_MAILS[0]};;SWE;1;2014-03-17;{CONTACT}',
    ]
    ordinary = [
        f"402211-0029;{IN_TEXT} AB;{WRITTEN[4]};SWE;1;2014-03-17;{CONTACT}",
        f"402211-0012;Fel Siffra AB;;SWE;1;2014-03-17;{CONTACT}",
    ]
    lines = [SUPPLIERS, *good, *bad, *malformed, *ordinary]
    path = folder / f"2025-10-31_leverantorer_{WRITTEN[0]}_{E_MAILS[0]}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf8")


def write_workbook(folder: Path) -> None:
    with xlsxwriter.Workbook(folder / "2025-10-30_leverantorer.xlsx") as workbook:
        sheet = workbook.add_worksheet(f"{WRITTEN[0]} p@hemligsson.se")
        for place, heading in enumerate(SUPPLIERS.split(";")):
            sheet.write(0, place, heading)
        for row, (number, employees) in enumerate(
            [(TEN_DIGITS[0], 1), (f"19{TEN_DIGITS[1]}", -1), (LOST_ZEROS, 1)], start=1
        ):
            sheet.write_number(row, 0, int(number))
            sheet.write(row, 1, "Firma")
            sheet.write_number(row, 4, employees)
            for place, text in enumerate(CONTACT.split(";"), start=6):
                sheet.write(row, place, text)


def write_contracts_and_audits(folder: Path) -> None:
    rest = "2023-04-01;2027-03-31;2022-09-15;Sju processkrav (2021);Avancerad nivå;Ja"
    contracts = [
        f"AVT-{n};Region Skåne;{number};Operationsinstrument;P-1;{IN_TEXT};1,50;{rest};"
        f"{country}"
        for n, number in LISTED
        for country in ("Pakistan", number)
    ]
    audits = [
        f"REV-{n};;{number};Operationsinstrument;Region Skåne;Kontorsrevision;{nth};"
        f"2024-01-23;2024-03-01;Konsult;{who};Ja;Planerad;Sverige"
        for n, (number, who) in enumerate(
            [*((number, number) for number in WRITTEN), (WRITTEN[0], NAMES[1])]
        )
        for nth in (1, "x")
    ]
    for name, lines in {
        "2025-10-31_avtal.csv": [CONTRACTS, *contracts],
        "2025-10-31_revisioner.csv": [AUDITS, *audits],
        # A heading and a code value, which a person may be asked about:
        "2025-10-28_leverantorer.csv": [
            f"Org.nr;Leverantörsnamn;Land;Ring {WRITTEN[5]};{E_MAILS[1]}",
            *(f"402211-00{n};Firma;{word};x;y" for n, word in ODD_LANDS),
        ],
        # Nobody wrote headings here: the first row is a person.
        "2025-10-29_leverantorer.csv": [f"{WRITTEN[0]};{NAMES[0]};{E_MAILS[0]}"] * 2,
        "okant.csv": [f"{E_MAILS[0]};{WRITTEN[0]}", f"{NAMES[0]};2"],
    }.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf8")


def build_answers(inbox: Path) -> dict[str, Any]:
    """Good answers about one file; about another, answers that hold persons."""
    asked = inbox / "2025-10-28_leverantorer.csv"
    personal = inbox / "2025-10-29_leverantorer.csv"
    good = {
        "headings": {"Org.nr": "organisation_number"},
        "codes": {"registration_country_code": {"Sverie": "SWE"}},
    }
    bad = {
        "headings": {WRITTEN[0]: "organisation_number"},
        "codes": {"registration_country_code": {E_MAILS[0]: "SWE"}},
        "given": {"supplier_name": WRITTEN[1]},
    }
    files = {
        hashlib.sha256(path.read_bytes()).hexdigest(): part
        for path, part in ((asked, good), (personal, bad))
    }
    return {"by": "secretariat", "files": files}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Everything received, from files to a published build and back to a person."""
    base = tmp_path_factory.mktemp("personal")
    inbox, home = base / "inbox", base / "home"
    inbox.mkdir()
    write_suppliers(inbox)
    write_workbook(inbox)
    write_contracts_and_audits(inbox)
    printed = ""
    answers = base / "answers.json"
    answers.write_text(json.dumps(build_answers(inbox)), encoding="utf8")
    for arguments in (
        ("import", inbox, "--preview"),
        ("import", inbox, "--preview", "--json"),
        ("import", inbox, "--answers", answers),
        ("import", inbox, "--preview", "--json", "--answers", answers),
        ("build",),
        ("refresh", "--exports", inbox),
        ("status",),
        ("status", "--json"),
        ("import",),
    ):
        done = run_malbild(*arguments, "--home", home)
        assert done.returncode == 0, done.stderr
        printed += done.stdout + done.stderr
    return Loaded(home, printed)


def read_duckdb(path: Path) -> Iterator[str]:
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall()
        for schema, table in tables:
            rows = con.execute(f'select columns(*)::varchar from "{schema}"."{table}"')
            yield from ("\n".join(map(str, row)) for row in rows.fetchall())


def read_texts(path: Path) -> Iterator[str]:
    """What a file says: its bytes, and what its kind keeps packed."""
    content = path.read_bytes()
    yield path.name
    yield content.decode("utf8", errors="replace")
    yield content.decode("utf-16-le", errors="replace")
    if path.suffix == ".parquet":
        yield from ("\n".join(map(str, row)) for row in pl.read_parquet(path).rows())
    if path.suffix == ".duckdb":
        yield from read_duckdb(path)


def find_planted(texts: Iterator[str]) -> set[str]:
    """Everything planted that the texts give away, however it is spelled there."""
    parts = {part for name in NAMES for part in name.split()}
    words = {word.casefold() for word in (*NAMES, *E_MAILS, *parts)}
    numbers = {*TEN_DIGITS, LOST_ZEROS}
    found = set()
    for text in texts:
        folded = unicodedata.normalize("NFKC", text).casefold()
        found |= {word for word in words if word in folded}
        tight = re.sub(r"[\s+\-\u2010-\u2015]", "", folded)
        found |= {number for number in numbers if number in tight}
    return found


def find_files(home: Path, *, received: bool) -> list[Path]:
    return [
        path
        for path in sorted(home.rglob("*"))
        if path.is_file() and (path.relative_to(home).parts[0] in RECEIVED) is received
    ]


def test_nothing_personal_is_kept_outside_what_was_received(loaded: Loaded) -> None:
    files = find_files(loaded.home, received=False)
    rooms = {path.relative_to(loaded.home).parts[0] for path in files}
    assert rooms >= {"imported", "rejected", "warehouse", "models"}
    leaks = {
        str(path.relative_to(loaded.home)): found
        for path in files
        if (found := find_planted(read_texts(path)))
    }
    assert not leaks


def test_nothing_personal_is_printed(loaded: Loaded) -> None:
    assert "rejected" in loaded.printed
    assert not find_planted(iter([loaded.printed]))
    assert not PERSONAL_NUMBER.search(loaded.printed)


def test_no_row_looks_personal(loaded: Loaded) -> None:
    for path in find_files(loaded.home, received=False):
        if path.suffix in {".parquet", ".duckdb", ".jsonl"}:
            # Chance writes anything in packed bytes; there the rows are read instead.
            n_skipped = 0 if path.suffix == ".jsonl" else 3
            for text in list(read_texts(path))[n_skipped:]:
                assert not PERSONAL_NUMBER.search(text), path.name


def test_the_search_finds_what_is_there(loaded: Loaded, tmp_path: Path) -> None:
    everything = {word.casefold() for word in (*NAMES, *E_MAILS)}
    everything |= {*TEN_DIGITS, LOST_ZEROS}
    copies = [p for p in find_files(loaded.home, received=True) if p.suffix == ".csv"]
    assert len(copies) == 4
    found = find_planted(text for path in copies for text in read_texts(path))
    assert found >= everything
    # It also opens what is packed:
    planted = pl.DataFrame({"text": [WRITTEN[0], NAMES[0]] * 1000})
    planted.write_parquet(tmp_path / "planted.parquet")
    with duckdb.connect(str(tmp_path / "planted.duckdb")) as con:
        con.execute("create schema s")
        con.execute("create table s.t as select {'a': [text]} as b from planted")
    for name in ("planted.parquet", "planted.duckdb"):
        assert find_planted(read_texts(tmp_path / name)) >= {
            *(TEN_DIGITS[0], NAMES[0].casefold())
        }


def test_sole_traders_are_suppliers_like_others(loaded: Loaded) -> None:
    with duckdb.connect(str(loaded.find_warehouse()), read_only=True) as con:
        suppliers = con.execute(
            "select organisation_number, n_contract_lines from marts.dim_suppliers "
            "where supplier_id like 'P%' and is_in_register"
        ).fetchall()
        # One each, and the same in the register as in the contracts.
        assert len(suppliers) == len(WRITTEN)
        assert all(re.fullmatch("P-[a-p]{16}", number) for number, _ in suppliers)
        assert all(n_lines == 1 for _, n_lines in suppliers)
        wrong = con.execute(
            "select subject_id from marts.rpt_suspicions "
            "where qc_code = 'organisation_numbers_with_wrong_check_digit'"
        ).fetchall()
        assert wrong == [("4022110012",)]
        auditors = con.execute("select auditor_id from marts.fct_audits").fetchall()
        assert all(re.fullmatch("P-[a-p]{16}", auditor) for (auditor,) in auditors)
        assert len(set(auditors)) == len(WRITTEN) + 1


def test_no_row_is_lost(loaded: Loaded) -> None:
    shown = run_malbild("status", "--home", loaded.home, "--json")
    totals = json.loads(shown.stdout)["totals"]
    assert totals["n_accepted"] + totals["n_rejected"] == totals["n_received"]
    n_planted = len(WRITTEN)
    assert totals["n_rejected"] > 4 * n_planted


def test_only_our_own_user_reads_what_was_received(loaded: Loaded) -> None:
    files = find_files(loaded.home, received=True)
    assert len(files) == 6
    modes = {stat.S_IMODE(path.stat().st_mode) for path in files}
    assert modes == {0o600}


def test_the_key_stays_in_its_file(loaded: Loaded) -> None:
    key = (loaded.home / "key").read_bytes()
    assert len(key) == 64
    assert key.decode() not in loaded.printed
    for path in find_files(loaded.home, received=False):
        assert key not in path.read_bytes(), path.name


def test_what_is_remembered_of_answers_holds_no_person(loaded: Loaded) -> None:
    kept = (loaded.home / "imported" / "mappings.jsonl").read_text(encoding="utf8")
    written = [json.loads(line)["written"] for line in kept.splitlines()]
    assert written == ["Org.nr", "Sverie"]
    assert "an answer holds a personal number" in loaded.printed
    # Asked about, so the preview has shown it; the persons beside it are not.
    assert '"written": "Nowhere"' in loaded.printed
