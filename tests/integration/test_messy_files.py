"""Real files of other people, read and mapped by throw-away agreements."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.importing.ledger import FileEvent
from pipelines.importing.run_import import run_import
from pipelines.settings import Settings, load_settings
from pipelines.sources.source import find_sources

AGREEMENT = """
title: {name}
owner: A test
frequency: once
kind: statistics
tables:
  {name}:
    file_pattern: ["{file}"]
    columns: {columns}
    numbers: {numbers}
    dates: {dates}
    missing_words: [NA]
    date_forms: ["%d.%m.%Y", "%m/%d/%Y %H:%M:%S"]
    html_entities: {entities}
    expect_rows: {{min: 100, max: 10000}}
"""
SCHEMA = """
import dataframely as dy

class Rows(dy.Schema):
    source_row = dy.UInt32()
{columns}

SCHEMAS = {{"{name}": Rows}}
"""


def read_records(path: Path) -> list[list[str]]:
    """Read a file the plain way, to count and compare by."""
    text = path.read_text(encoding="utf-8-sig")
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    return [record for record in records if any(cell.strip() for cell in record)]


def write_agreement(
    folder: Path,
    file: str,
    headings: list[str],
    *,
    texts: set[str],
    dates: set[str] = frozenset(),
    entities: set[str] = frozenset(),
) -> None:
    place = folder / file.split(".")[0].split("_")[0]
    place.mkdir(parents=True)
    columns = {name: f"c_{name.lower().replace('.', '_')}" for name in headings}
    kinds = {
        ours: "String" if name in texts else "Date" if name in dates else "Float64"
        for name, ours in columns.items()
    }
    names = {
        kind: [ours for ours, found in kinds.items() if found == kind]
        for kind in ("Float64", "Date")
    }
    (place / "source.yml").write_text(
        AGREEMENT.format(
            name=place.name,
            file=file,
            columns=columns,
            numbers=names["Float64"],
            dates=names["Date"],
            entities=[columns[name] for name in entities],
        )
    )
    written = [f"    {ours} = dy.{kind}(nullable=True)" for ours, kind in kinds.items()]
    (place / "schema.py").write_text(
        SCHEMA.format(name=place.name, columns="\n".join(written))
    )


@pytest.fixture
def messy(public_data: Path) -> Path:
    return public_data / "messy"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


def read_days(path: Path, form: str) -> list[date]:
    """Read the days of a file the plain way; they stand in its second column."""
    written = [record[1] for record in read_records(path)[1:]]
    return [datetime.strptime(day, form).replace(tzinfo=UTC).date() for day in written]


def read_messy(
    messy: Path, folder: Path, settings: Settings
) -> dict[str, tuple[FileEvent, pl.DataFrame]]:
    events = run_import(messy, settings, sources=find_sources(folder)).events
    for event in events:
        assert event.outcome == "imported", event.message
        assert event.n_received == event.n_accepted + event.n_rejected
        received = len(read_records(messy / event.file_name)) - 1
        assert event.n_received == received, event.file_name
    return {
        event.source: (event, pl.read_parquet(event.find_rows(settings.imported_dir)))
        for event in events
    }


def test_messy_files_are_read_whole(
    messy: Path, tmp_path: Path, settings: Settings
) -> None:
    folder = tmp_path / "sources"
    texts = {
        "epi_semicolon_decimal_comma.csv": {"code", "iso", "country", "region"},
        "oversikt2013.csv": {"nettstednavn", "url"},
        "resultat2016.csv": {"navn", "url", "omraade", "nr", "krav", "kommentar"},
    }
    for file, words in texts.items():
        write_agreement(
            folder,
            file,
            read_records(messy / file)[0],
            texts=words,
            dates={"created"},
            entities={"kommentar"} if "kommentar" in words else set(),
        )
    found = read_messy(messy, folder, settings)
    assert {name: event.n_rejected for name, (event, _) in found.items()} == {
        "epi": 0,
        "oversikt2013": 0,
        "resultat2016": 0,
    }
    event, epi = found["epi"]
    assert event.found_format == "CSV, UTF-8, semicolon"
    afghanistan = epi.row(0, named=True)
    assert (afghanistan["c_iso"], afghanistan["c_epi_new"]) == ("AFG", 43.6)
    assert afghanistan["c_ocp_new"] is None
    assert epi["c_epi_new"].is_between(0, 100).all()

    event, overview = found["oversikt2013"]
    assert event.found_format == "CSV, UTF-8 with BOM, semicolon"
    assert overview["c_created"][:3].to_list() == [date(2013, 3, n) for n in (7, 8, 9)]
    assert overview["c_created"].to_list() == read_days(
        messy / "oversikt2013.csv", "%m/%d/%Y %H:%M:%S"
    )

    _, results = found["resultat2016"]
    assert results["c_created"][0] == date(2016, 3, 30)
    assert results["c_created"].to_list() == read_days(
        messy / "resultat2016.csv", "%d.%m.%Y"
    )
    assert results["c_kommentar"].str.contains('"pensjon fra NAV"').any()
    assert not results["c_kommentar"].str.contains("&quot;").any()


def test_line_breaks_in_the_cells_of_a_real_file_are_kept(
    messy: Path, tmp_path: Path, settings: Settings
) -> None:
    # The file writes its line breaks as <br/>; here they are what they stand for.
    records = [
        [cell.replace("<br/>", "\n") for cell in record]
        for record in read_records(messy / "resultat2016.csv")
    ]
    # Blanks around a cell are not kept.
    broken = [record for record in records if "\n" in record[-1].strip()]
    assert len(broken) > 100
    place = tmp_path / "broken"
    place.mkdir()
    with (place / "resultat2016.csv").open("w", encoding="utf8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(records)
    write_agreement(
        tmp_path / "sources",
        "resultat2016.csv",
        records[0],
        texts={"navn", "url", "omraade", "nr", "krav", "kommentar"},
        dates={"created"},
        entities={"kommentar"},
    )
    event, results = read_messy(place, tmp_path / "sources", settings)["resultat2016"]
    assert (event.n_received, event.n_rejected) == (len(records) - 1, 0)
    kept = results.filter(results["c_kommentar"].str.contains("\n"))
    assert kept.height == len(broken)
    first = kept["c_kommentar"][0].split("\n")
    assert first[0] == (
        'Ekstern søk: Søk på NAV og "pensjon fra NAV" ga relevante treff både med '
        "Google og Bing.  "
    )
    assert first[1].startswith("Internsøk - forekomst: Har søkefelt plassert")
