"""Single rows that cannot be used: set aside with the rule, the others imported."""

import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from pipelines.importing.ledger import FileEvent
from pipelines.importing.rule_words import build_fault, load_rule_words
from pipelines.importing.run_import import run_import
from pipelines.settings import Settings
from pipelines.sources.source import SOURCES, find_tables

#: source, heading of the cell to spoil, what is written there, the rule it breaks
FAULTS = [
    ("supplier_register", "Organisationsnummer", "40221-0011", "regex"),
    ("supplier_register", "Organisationsnummer", "5,56E+09", "regex"),
    # A spreadsheet took it for a figure and dropped the zero that came first.
    ("supplier_register", "Organisationsnummer", "562110011", "regex"),
    ("supplier_register", "Organisationsnummer", "", "nullability"),
    ("supplier_register", "Leverantörsnamn", "", "nullability"),
    ("supplier_register", "Leverantörsnamn", "x" * 301, "max_length"),
    ("supplier_register", "Land", "Atlantis", "unknown_code"),
    ("supplier_register", "Antal anställda", "många", "unreadable"),
    ("supplier_register", "Antal anställda", "-1", "min"),
    ("supplier_register", "Registrerad", "17 mars 2014", "unreadable"),
    ("contract_register", "Region", "99", "unknown_code"),
    ("contract_register", "Region", "1", "unknown_code"),
    ("contract_register", "Inköpskategori", "IT?", "unknown_code"),
    ("contract_register", "Avtalsvärde per år (SEK)", "1.234,50", "unreadable"),
    ("contract_register", "Avtalsvärde per år (SEK)", "1,234.50", "unreadable"),
    ("contract_register", "Avtalsvärde per år (SEK)", "1e6", "unreadable"),
    ("contract_register", "Avtalsvärde per år (SEK)", "NaN", "unreadable"),
    ("contract_register", "Avtalsvärde per år (SEK)", "12,345", "unreadable"),
    ("contract_register", "Avtalsvärde per år (SEK)", "\u2212500,00", "min"),
    ("contract_register", "Avtalsstart", "2023-02-31", "unreadable"),
    ("contract_register", "Avtalsstart", "01/02/2023", "unreadable"),
    ("contract_register", "Avtalsstart", "20230201", "unreadable"),
    ("contract_register", "Avtalsstart", "44985", "unreadable"),
    ("contract_register", "Avtalsstart", "", "nullability"),
    ("contract_register", "Avtalsstart", "1899-12-30", "min"),
    ("contract_register", "Avtalsslut", "2999-01-01", "max"),
    ("contract_register", "Avtalsslut", "2001-01-01", "before_starts_on"),
    ("contract_register", "Gemensamma miljökrav", "kanske", "unknown_code"),
    ("environmental_requirements", "Tema", "Moral", "unknown_code"),
    ("follow_up_cases", "Omgång", "0", "min"),
    ("follow_up_cases", "Omgång", "1,5", "unreadable"),
    ("follow_up_cases", "Avslutsdatum", "2001-01-01", "before_started_on"),
    ("follow_up_cases", "I systemstödet", "kanske", "unreadable"),
    ("follow_up_cases", "Metod", "Gissning", "unknown_code"),
    ("self_assessments", "Processkrav", "8", "max"),
    ("self_assessments", "Inskickad datum", "2001-01-01", "before_sent_on"),
    ("audits", "Rapport godkänd", "2001-01-01", "before_visited_on"),
    ("audits", "Revisionstyp", "Besök", "unknown_code"),
    ("audits", "Revisionsdatum", "", "nullability"),
    ("training_attendance", "Resultat (0-100)", "140", "max"),
]

#: What the sender reads about each rule, after the heading: in the column "Fel".
MESSAGES = {
    "nullability": "är tom men måste fyllas i. Fyll i uppgiften",
    "regex": "är inte skrivet som det ska. Skriv organisationsnummer som 412345-6789.",
    "max_length": "är längre än vad som får plats. Korta texten",
    "unknown_code": "har ett ord som inte finns i listan över ord att använda. Använd",
    "unreadable": "går inte att läsa som ett datum, ett tal eller ett ja eller nej. "
    "Skriv datum som 2024-03-15, tal med bara siffror",
    "min": "är lägre eller tidigare än vad som är möjligt. Kontrollera uppgiften",
    "max": "är högre eller senare än vad som är möjligt. Kontrollera uppgiften",
    "before": "är tidigare än det datum som det ska följa. Kontrollera båda datumen",
    "number_of_cells": "Har fler eller färre celler än det finns rubriker. Jämför",
    "quotation_marks": "Har citattecken på fel plats. Ta bort citattecknen",
    "duplicate": "Finns på mer än en rad. Behåll den rad som är rätt",
}
HEADINGS = {
    table.source: {column: heading for heading, column in table.columns.items()}
    for _, table in find_tables()
}


def read_example(source: str) -> list[list[str]]:
    text = (SOURCES / source / "example_export.csv").read_text(encoding="utf-8-sig")
    frame = pl.read_csv(
        text.encode(), separator=";", infer_schema=False, has_header=False
    )
    return [[cell or "" for cell in row] for row in frame.rows()]


def write_csv(path: Path, rows: list[list[str]]) -> None:
    pl.DataFrame(rows, orient="row").write_csv(
        path, separator=";", include_header=False
    )


def write_xlsx(path: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, cell)


def check_accounted(event: FileEvent, settings: Settings) -> pl.DataFrame:
    accepted = pl.read_parquet(event.find_rows(settings.imported_dir))
    rejected = pl.read_parquet(event.find_rows(settings.rejected_dir))
    assert (accepted.height, rejected.height) == (event.n_accepted, event.n_rejected)
    assert accepted.height + rejected.height == event.n_received
    return rejected


def read_faults(event: FileEvent, settings: Settings) -> list[str]:
    """Read what the sender is told about each rejected row, in words."""
    words = load_rule_words(settings)
    broken = check_accounted(event, settings)["broken_rules"]
    headings = HEADINGS[str(event.source)]
    return [build_fault(rules, headings, words) for rules in broken]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("source", "heading", "text", "rule"), FAULTS)
def test_a_row_that_breaks_a_rule_is_set_aside_with_the_rule(
    source: str,
    heading: str,
    text: str,
    rule: str,
    ending: str,
    inbox: Path,
    settings: Settings,
) -> None:
    rows = read_example(source)
    rows[1][rows[0].index(heading)] = text
    write = {"csv": write_csv, "xlsx": write_xlsx}[ending]
    write(inbox / f"b_2025-10-31.{ending}", rows)
    good, event = run_import(inbox, settings).events
    assert (good.outcome, good.n_accepted) == ("imported", 2)
    assert event.outcome == "imported", event.message
    if ending == "xlsx" and text == "44985":
        # In a workbook that is how a day looks when its cell has lost its format.
        assert check_accounted(event, settings).is_empty()
        assert event.n_accepted == event.n_received == len(rows) - 1
        return
    rejected = check_accounted(event, settings)
    assert event.n_received == len(rows) - 1
    assert rejected["source_row"].to_list() == [2]
    assert rejected["broken_rules"][0].split("|")[1] == rule
    assert rejected["broken_rules"][0] in event.message
    (fault,) = read_faults(event, settings)
    message = MESSAGES["before" if rule.startswith("before_") else rule]
    assert fault.startswith(f"{heading}: {message}")
    # What was written is kept for the owner of the data, and told nobody else.
    assert json.loads(rejected["as_received"][0])[heading] == (text or None)
    assert len(text) < 3 or text not in event.message


def test_rows_of_the_wrong_length_are_set_aside(
    inbox: Path, settings: Settings
) -> None:
    rows = ["Produkt-ID;Kravpaket;Tema;Antaget", "P-1;A;Klimat;2024-01-15"]
    rows += [
        "P-2;A;Klimat",
        "P-3;A;Klimat;2024-01-15;mer",
        'P-4;"A"x;Klimat;2024-01-15',
    ]
    (inbox / "b.csv").write_text("\n".join(rows) + "\n")
    _, event = run_import(inbox, settings).events
    rejected = check_accounted(event, settings)
    assert (event.n_received, event.n_accepted) == (4, 1)
    assert rejected.select("source_row", "broken_rules").rows() == [
        (3, "row|number_of_cells"),
        (4, "row|number_of_cells"),
        (5, "row|quotation_marks"),
    ]
    short, long, marks = read_faults(event, settings)
    assert short.startswith(MESSAGES["number_of_cells"])
    assert long.startswith(MESSAGES["number_of_cells"])
    assert marks.startswith(MESSAGES["quotation_marks"])


def test_a_key_that_comes_twice_is_kept_once(inbox: Path, settings: Settings) -> None:
    rows = ["Produkt-ID;Kravpaket;Tema;Antaget", *["P-1;A;Klimat;2024-01-15"] * 3]
    (inbox / "b.csv").write_text("\n".join(rows) + "\n")
    _, event = run_import(inbox, settings).events
    rejected = check_accounted(event, settings)
    assert rejected["source_row"].to_list() == [3, 4]
    assert set(rejected["broken_rules"]) == {"primary_key|duplicate"}
    for fault in read_faults(event, settings):
        assert fault.startswith(MESSAGES["duplicate"])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_one_supplier_is_one_however_its_number_is_written(
    ending: str, inbox: Path, settings: Settings
) -> None:
    rows = read_example("contract_register")[:2]
    place = rows[0].index("Organisationsnummer")
    product = rows[0].index("Produkt-ID")
    written = [
        *("402211-0011", "4022110011", "16402211-0011", "SE402211001101"),
        *("SE 402211-0011 01", "４０２２１１－００１１", " 402211\u20130011\u00a0"),
    ]
    for nth, number in enumerate(written):
        row = list(rows[1])
        row[place], row[product] = number, f"P-{nth}"
        rows.append(row)
    write = {"csv": write_csv, "xlsx": write_xlsx}[ending]
    write(inbox / f"b_2025-10-31.{ending}", rows)
    _, event = run_import(inbox, settings).events
    assert check_accounted(event, settings).is_empty()
    assert event.n_accepted == event.n_received == len(written) + 1
    accepted = pl.read_parquet(event.find_rows(settings.imported_dir))
    assert set(accepted["organisation_number"]) == {"402211-0011"}


def test_two_names_under_one_number_are_one_supplier_and_the_other_is_told(
    inbox: Path, settings: Settings
) -> None:
    rows = read_example("supplier_register")[:2]
    other = ["4022110011", "Ett annat namn AB", *rows[1][2:]]
    write_csv(inbox / "b_2025-10-31.csv", [*rows, other])
    _, event = run_import(inbox, settings).events
    (fault,) = read_faults(event, settings)
    assert fault.startswith(MESSAGES["duplicate"])
    accepted = pl.read_parquet(event.find_rows(settings.imported_dir))
    assert accepted["supplier_name"].to_list() == [rows[1][1]]
    rejected = check_accounted(event, settings)
    assert json.loads(rejected["as_received"][0])["Leverantörsnamn"] == other[1]


def test_a_lost_zero_that_may_hide_a_person_is_set_aside_and_masked(
    inbox: Path, settings: Settings
) -> None:
    rows = read_example("supplier_register")
    rows[1][0] = "101311234"  # a sole trader born in 2001, without the zero
    write_csv(inbox / "b_2025-10-31.csv", rows)
    _, event = run_import(inbox, settings).events
    (fault,) = read_faults(event, settings)
    assert fault.startswith(f"Organisationsnummer: {MESSAGES['regex']}")
    rejected = check_accounted(event, settings)
    assert json.loads(rejected["as_received"][0])["Organisationsnummer"] == "***"


def test_a_file_without_one_good_row_is_accounted_for(
    inbox: Path, settings: Settings
) -> None:
    rows = ["Produkt-ID;Kravpaket;Tema;Antaget", "P-1;A;Moral;2024-01-15"]
    (inbox / "b.csv").write_text("\n".join(rows) + "\n")
    _, event = run_import(inbox, settings).events
    (fault,) = read_faults(event, settings)
    assert fault.startswith(f"Tema: {MESSAGES['unknown_code']}")
    assert (event.n_received, event.n_accepted, event.n_rejected) == (1, 0, 1)
    assert "1 of 1 rows were rejected" in event.message
