"""Whatever comes as a known table: refused with the fix, or every row accounted for."""

import csv
import datetime
import io
import re
import tempfile
from pathlib import Path

import polars as pl
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.importing.rule_words import find_rule_words, load_rule_words
from pipelines.importing.run_import import run_import
from pipelines.settings import load_settings
from pipelines.sources.source import find_sources

SOURCES = {source.name: source for source in find_sources()}
TABLES = {
    f"{source.name}/{table.name}": table
    for source in SOURCES.values()
    for table in source.tables.values()
}
PACKAGES = TABLES["environmental_requirements/packages"]
GOOD = ";".join(PACKAGES.columns) + "\nP-1;Handskar;Klimat;2024-01-15\n"
WORDS = load_rule_words(load_settings(Path("unused")))
#: What to do is said as an order.
FIX = re.compile(
    r"(?i)\b(add|compare|copy|export|give|keep|mend|name|open|put|save|say|split|"
    r"unpack|write)\b"
)

CELL = st.one_of(
    st.sampled_from(
        [
            *("", " ", "402211-0011", "5,56E+09", "Region Skåne", "Klimat", "Ja"),
            *("2024-01-15", "2023-02-31", "44985", "1 234,50", "1,234.50", "-1", "NaN"),
            *("Operationsinstrument", "Pakistan", "P-1", "=1+1", "19121212-1212"),
            *('"', '""', 'a"b', "a;b", "x\ny", "Summa", "\u202e", "\uff14", "x" * 400),
        ]
    ),
    st.text(max_size=8),
)
NATIVE = st.one_of(
    CELL,
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)),
)


def build_csv(rows: list[list[str]], *, separator: str, encoding: str) -> bytes:
    packed = io.StringIO(newline="")
    csv.writer(packed, delimiter=separator).writerows(rows)
    return packed.getvalue().encode(encoding, errors="replace")


def build_workbook(rows: list[list]) -> bytes:
    packed = io.BytesIO()
    form = {"in_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(packed, form) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell)
    return packed.getvalue()


def check_accounted(content: bytes, name: str, source: str) -> None:
    """Import one file into an empty home, and look at what became of it."""
    with tempfile.TemporaryDirectory() as folder:
        inbox, home = Path(folder) / "inbox", load_settings(Path(folder) / "home")
        inbox.mkdir()
        (inbox / name).write_bytes(content)
        (event,) = run_import(inbox, home, sources=(SOURCES[source],)).events
        if event.outcome != "imported":
            assert event.outcome in {"refused", "unrecognised"}
            assert event.reason_code
            assert (event.n_received, event.n_accepted) == (None, None)
            found, _, fix = event.message.partition(". ")
            assert found.startswith(f"{name}: "), event.message
            assert FIX.search(fix), event.message
            return
        accepted = pl.read_parquet(event.find_rows(home.imported_dir))
        rejected = pl.read_parquet(event.find_rows(home.rejected_dir))
        assert event.n_received == accepted.height + rejected.height
        assert (event.n_accepted, event.n_rejected) == (
            *(accepted.height, rejected.height),
        )
        places = [*accepted["source_row"], *rejected["source_row"]]
        assert len(places) == len(set(places))
        for broken in rejected["broken_rules"].str.split(",").explode():
            assert find_rule_words(broken.partition("|")[2], WORDS), broken


@given(
    content=st.one_of(
        st.binary(max_size=300),
        # A good file with anything at any place in it.
        st.builds(
            lambda place, more, cut: (
                GOOD.encode()[:place] + more + GOOD.encode()[place + cut :]
            ),
            st.integers(0, len(GOOD)),
            st.binary(max_size=20),
            st.integers(0, 20),
        ),
    ),
    ending=st.sampled_from([".csv", ".txt", ".xlsx", ".parquet"]),
)
@example(content=GOOD.encode(), ending=".csv")
@example(content=b"\n\x02", ending=".csv")
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_refused_with_the_fix_or_accounted_for(
    content: bytes, ending: str
) -> None:
    name = f"2025-10-31_kravpaket{ending}"
    check_accounted(content, name, "environmental_requirements")


@given(data=st.data(), table=st.sampled_from(sorted(TABLES)))
@settings(max_examples=40, deadline=None)
def test_any_cells_in_a_text_file_are_accounted_for(
    data: st.DataObject, table: str
) -> None:
    headings = list(TABLES[table].columns)
    width = st.integers(1, len(headings) + 1)
    full = st.lists(CELL, min_size=len(headings), max_size=len(headings))
    ragged = width.flatmap(lambda n: st.lists(CELL, min_size=n, max_size=n))
    rows = data.draw(st.lists(st.one_of(full, full, ragged), max_size=6))
    content = build_csv(
        [headings, *rows],
        separator=data.draw(st.sampled_from([";", ",", "\t"])),
        encoding=data.draw(st.sampled_from(["utf-8-sig", "cp1252", "utf-16"])),
    )
    check_accounted(content, "2025-10-31.csv", table.split("/")[0])


@given(data=st.data(), table=st.sampled_from(sorted(TABLES)))
@settings(max_examples=40, deadline=None)
def test_any_cells_in_a_workbook_are_accounted_for(
    data: st.DataObject, table: str
) -> None:
    headings = list(TABLES[table].columns)
    row = st.lists(NATIVE, max_size=len(headings) + 1)
    rows = data.draw(st.lists(row, max_size=6))
    content = build_workbook([headings, *rows])
    check_accounted(content, "2025-10-31.xlsx", table.split("/")[0])
