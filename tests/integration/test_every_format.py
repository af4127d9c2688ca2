"""One table in every format that a sender may choose, through the whole import."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipelines.importing.ledger import FileEvent
from pipelines.importing.run_import import run_import
from pipelines.settings import Settings, load_settings
from pipelines.sources.source import Source, find_sources

AGREEMENT = """
title: Web statistics, tried out
owner: A test
frequency: weekly
kind: programme
tables:
  visits:
    file_pattern: ["*besok*.csv", "*besok*.xlsx"]
    columns:
      Datum: day_on
      Date: day_on
      Besök: n_visits
      Visits: n_visits
      Andel studsar: bounce_rate_pct
      Bounce Rate: bounce_rate_pct
    ignore: [metadata_segment]
    dates: [day_on]
    numbers: [n_visits, bounce_rate_pct]
    date_forms: ["%d.%m.%Y"]
    has_last_line_break: false
    expect_rows: {min: 1, max: 100000}
"""
SCHEMA = """
import dataframely as dy

class Visits(dy.Schema):
    source_row = dy.UInt32()
    day_on = dy.Date(nullable=False)
    n_visits = dy.Int64(nullable=False, min=0)
    bounce_rate_pct = dy.Float64(nullable=True)

SCHEMAS = {"visits": Visits}
"""
HEADINGS = ["Datum", "Besök", "Andel studsar"]
EXPECTED = [(date(2025, 10, 1), 1234, 45.5), (date(2025, 10, 2), 7, 100.0)]
ROWS = [["2025-10-01", "1 234", "45,5 %"], ["2025-10-02", "7", "100 %"]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Source, ...]:
    folder = tmp_path / "sources" / "web_tried_out"
    folder.mkdir(parents=True)
    (folder / "source.yml").write_text(AGREEMENT, encoding="utf8")
    (folder / "schema.py").write_text(SCHEMA, encoding="utf8")
    return find_sources(folder.parent)


def build_csv(rows: list[list[str]], separator: str, encoding: str) -> bytes:
    quoted = [
        [f'"{cell}"' if separator in cell else cell for cell in row] for row in rows
    ]
    return ("\n".join(map(separator.join, quoted)) + "\n").encode(encoding)


def build_xlsx(fill: Callable[[Any, Any], None]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        workbook.add_worksheet("Om filen").write(0, 0, "Uttag ur statistiken")
        sheet = workbook.add_worksheet("Besök")
        fill(sheet, workbook.add_format({"num_format": "yyyy-mm-dd"}))
    return packed.getvalue()


def fill_typed(sheet: Any, day: Any) -> None:
    sheet.merge_range(0, 0, 0, 2, "Besök på webbplatsen")
    sheet.write_row(2, 0, HEADINGS)
    sheet.write_datetime(3, 0, datetime(2025, 10, 1), day)  # noqa: DTZ001
    sheet.write_formula(3, 1, "=1000+234", value=1234)
    sheet.write(3, 2, 45.5)
    sheet.write(4, 0, 45932)  # a day whose cell has lost its format
    sheet.write_row(4, 1, [7, "100 %"])
    sheet.write(5, 0, "Summa")
    sheet.write_formula(5, 1, "=SUM(B4:B5)", value=1241)


def fill_text(sheet: Any, _: Any) -> None:
    for place, row in enumerate([["Besök"], HEADINGS, *ROWS, ["Totalt", "1241"]]):
        for column, cell in enumerate(row):
            sheet.write_string(place, column, cell)


def build_parquet(**columns: list[Any]) -> bytes:
    packed = io.BytesIO()
    pl.DataFrame(columns).write_parquet(packed)
    return packed.getvalue()


MATOMO_REPORT = (
    "Besök per dag\nDate,Visits,Bounce Rate\n2025-10-01,1234,45.5 %\n"
    "2025-10-02,7,100 %\n\nSidor\nLabel,Pageviews\n/start,80\n\n"
)
MATOMO_API = "Datum,Besök,Andel studsar,metadata_segment\n2025-10-01,1234,45.5 %,a\n"
MATOMO_API += "2025-10-02,7,100 %,b"
TITLED = [["Besök, alla sidor", "", ""], ["", "", ""], HEADINGS, *ROWS]
FILES: dict[str, tuple[str, bytes, str]] = {
    "utf-8": ("csv", build_csv([HEADINGS, *ROWS], ";", "utf-8"), "UTF-8, semicolon"),
    "windows": (
        *("csv", build_csv([HEADINGS, *ROWS], ",", "cp1252")),
        "CSV, Windows-1252, comma",
    ),
    "excel unicode text": (
        *("txt", build_csv([HEADINGS, *ROWS], "\t", "utf-16")),
        "CSV, UTF-16 LE, tab",
    ),
    "title and total": (
        *("csv", build_csv([*TITLED, ["Summa", "1 241", ""]], ";", "cp1252")),
        "CSV, Windows-1252, semicolon, headings on row 3",
    ),
    "matomo api": (
        *("csv", b"\xff\xfe" + MATOMO_API.encode("utf-16-le")),
        "CSV, UTF-16 LE, comma",
    ),
    "matomo report": (
        *("csv", MATOMO_REPORT.encode()),
        "CSV, UTF-8, comma, table on line 1, headings on row 2",
    ),
    "workbook": (
        *("xlsx", build_xlsx(fill_typed)),
        "XLSX, sheet Besök, headings on row 3",
    ),
    "workbook of text": (
        *("xlsx", build_xlsx(fill_text)),
        "XLSX, sheet Besök, headings on row 2",
    ),
    "parquet": (
        "parquet",
        build_parquet(
            Datum=[date(2025, 10, 1), date(2025, 10, 2)],
            Besök=[1234, 7],
            **{"Andel studsar": [45.5, 100.0]},
        ),
        "Parquet",
    ),
    "parquet with moments and gaps": (
        "parquet",
        build_parquet(
            Datum=[datetime(2025, 10, 1), datetime(2025, 10, 2)],  # noqa: DTZ001
            Besök=[1234.0, 7.0],
            **{"Andel studsar": ["45,5 %", "100 %"]},
        ),
        "Parquet",
    ),
}


def load_rows(event: FileEvent, settings: Settings) -> list[tuple[Any, ...]]:
    rows = pl.read_parquet(event.find_rows(settings.imported_dir))
    return rows.select("day_on", "n_visits", "bounce_rate_pct").rows()


@pytest.mark.parametrize("name", FILES)
def test_a_table_is_the_same_whatever_it_comes_in(
    name: str, tmp_path: Path, settings: Settings, sources: tuple[Source, ...]
) -> None:
    ending, content, found_format = FILES[name]
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / f"besok.{ending}").write_bytes(content)
    (event,) = run_import(inbox, settings, sources=sources).events
    assert event.outcome == "imported", event.message
    assert event.found_format is not None
    assert event.found_format.endswith(found_format)
    assert load_rows(event, settings) == EXPECTED
    assert (event.n_received, event.n_accepted, event.n_rejected) == (2, 2, 0)
    for cell in ("1 241", "1241", "alla sidor", "webbplatsen"):
        assert cell not in event.message
    assert ("Taken as titles" in event.message) is ("headings on" in found_format) or (
        name == "matomo report"
    )
    assert ("Taken as totals" in event.message) is (
        name in {"title and total", "workbook", "workbook of text"}
    )
    assert ("not read: line 6" in event.message) is (name == "matomo report")


def test_a_time_of_day_is_never_cut_off_in_silence(
    tmp_path: Path, settings: Settings, sources: tuple[Source, ...]
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    moments = [datetime(2025, 10, 1), datetime(2025, 10, 2, 23, 30)]  # noqa: DTZ001
    content = build_parquet(Datum=moments, Besök=[1, 2], **{"Andel studsar": [1, 2]})
    (inbox / "besok.parquet").write_bytes(content)
    (event,) = run_import(inbox, settings, sources=sources).events
    assert (event.n_received, event.n_accepted, event.n_rejected) == (2, 1, 1)
    assert "day_on|unreadable 1" in event.message


def test_a_stored_number_has_one_meaning(
    tmp_path: Path, settings: Settings, sources: tuple[Source, ...]
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    days = [date(2025, 10, 1), date(2025, 10, 2)]
    content = build_parquet(
        Datum=days, Besök=[1, 2], **{"Andel studsar": [12.345, 100.0]}
    )
    (inbox / "besok.parquet").write_bytes(content)
    (event,) = run_import(inbox, settings, sources=sources).events
    rates = [row[2] for row in load_rows(event, settings)]
    assert rates == [12.345, 100]


CELLS = "2025-10-01|31.12.2024|7|1 234|12,5|12.5|12,345|-1|1e6||Summa|Totalt|100 %|"
CELL = st.sampled_from(f'{CELLS}|Örebro|NA|a"b|x;y|x,y|x\ty'.split("|"))


@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=12),
    above=st.lists(st.sampled_from(["", "Besök", "Uttag;2025-10-31"]), max_size=3),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    separator=st.sampled_from([";", ",", "\t"]),
)
@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_row_is_accepted_rejected_or_named(
    rows: list[list[str]],
    above: list[str],
    encoding: str,
    separator: str,
    tmp_path_factory: pytest.TempPathFactory,
    sources: tuple[Source, ...],
) -> None:
    place = tmp_path_factory.mktemp("tried")
    lines = [separator.join(row) for row in [HEADINGS, *rows]]
    text = "".join(f"{line}\n" for line in [*above, *lines])
    (place / "besok.csv").write_bytes(text.encode(encoding))
    settings = load_settings(tmp_path_factory.mktemp("home"))
    (event,) = run_import(place, settings, sources=sources).events
    if event.outcome != "imported":
        assert event.reason_code in {"row_count", "cut_off", "headings"}, event.message
        return
    assert event.n_received is not None
    assert event.n_received == (event.n_accepted or 0) + (event.n_rejected or 0)
    written = [
        number
        for number, line in enumerate(lines[1:], start=len(above) + 2)
        # A line of nothing but separators is blank when it has as many as headings.
        if line not in {"", 2 * separator}
    ]
    kept = [
        line
        for folder in (settings.imported_dir, settings.rejected_dir)
        for line in pl.read_parquet(event.find_rows(folder))["source_row"]
    ]
    assert len(kept) == len(set(kept)) == event.n_received
    _, _, told = event.message.partition("Taken as totals, not counted as rows: line ")
    totals = [int(n) for n in told.split(", at the")[0].split(", ")] if told else []
    assert sorted([*kept, *totals]) == written
