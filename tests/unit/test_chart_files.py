import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pytest

from app.charts.forms import Columns
from app.charts.spec import ChartSpec, Footer, Table
from app.components.paper import build_markdown_table
from app.messages import load_language
from app.reports.chart_files import build_chart_file, build_table_file
from app.reports.file_kinds import CHART_KINDS, SIZE_LABELS, TABLE_KINDS
from tests.office import SWEDISH_CSV, convert

FOOTER = Footer(
    source="avtalsregistret",
    data_on=date(2025, 10, 31),
    filters="Hela landet · 2024",
    build_id="b1",
    is_example=True,
)
NAUGHTY = '<img src=x onerror="x()"> | =1+1'
TABLE = Table(
    headings=("År", "Antal", "Andel"),
    rows=(("2023", 4, 12.5), ("2024", None, -0.25), (NAUGHTY, 12345, None)),
)
HOSTILE = Table(
    headings=("=Text", "Tal", "Dag"),
    rows=(
        *(
            (f"{start}1+1", -500, date(2024, 3, 15))
            for start in ("=", "+", "-", "@", "\t=", "\r=", " \u00a0=", "\ufeff=")
        ),
        ('Åäö "AB"; och\nson, 1', 1234.5, None),
        ('=HYPERLINK("http://x.example")', -0.5, None),
    ),
)
SPEC = ChartSpec(
    name="audits",
    title="Antalet ökade från 4 till 5",
    subtitle="Antal per år",
    alt="Staplar per år. 2023: 4, 2024: saknas.",
    footer=FOOTER,
    table=TABLE,
    marks=Columns(("2023", "2024"), (4, None), ("4", "–"), 0, (1,)),
    note="Ett år\0 saknas.",
)
STARTS = {
    "png": b"\x89PNG",
    "svg": b"<svg",
    "pdf": b"%PDF",
    "pptx": b"PK",
    "xlsx": b"PK",
    "zip": b"PK",
    "csv": b"",
}


class _Page(HTMLParser):
    """The parts of a page that its test asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.is_cell = tag in {"td", "th"}
        if self.is_cell:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self.is_cell = self.is_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.is_cell:
            self.cells[-1] += data

    def find(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("kind_code", CHART_KINDS)
def test_every_kind_of_file_is_made_and_says_where_it_comes_from(
    kind_code: str,
) -> None:
    kind = CHART_KINDS[kind_code]
    made = build_chart_file(SPEC, kind_code=kind_code, size="square")
    assert made.lstrip(b"\xef\xbb\xbf").startswith(STARTS[kind.ending])
    if kind.ending in {"svg", "csv"}:
        said = made.decode("utf-8-sig").replace("\u00a0", " ")
        for words in ("avtalsregistret", "2025-10-31", "Hela landet", "b1"):
            assert words in said


def test_sizes_and_scales_are_different_pictures() -> None:
    sizes = {build_chart_file(SPEC, kind_code="png", size=size) for size in SIZE_LABELS}
    scales = {
        build_chart_file(SPEC, kind_code=code, size="slide")
        for code in ("png_small", "png", "png_large")
    }
    assert len(sizes) == 3
    assert len(scales) == 3


@pytest.mark.parametrize(("code", "word"), [("sv", "Siffrorna"), ("en", "The figures")])
def test_the_package_holds_every_file_and_a_page_for_those_who_listen(
    code: str, word: str
) -> None:
    load_language(code)
    content = build_chart_file(SPEC, kind_code="package", size="column")
    load_language("sv")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        names = {*package.namelist()}
        document = package.read("index.html").decode()
    page = _Page()
    page.feed(document)
    assert page.find("html") == [{"lang": code}]
    assert word in document
    (picture,) = page.find("img")
    assert picture == {"src": "audits.svg", "alt": SPEC.alt}
    assert {link["href"] for link in page.find("a")} == names - {"index.html"}
    assert len(names) == 8
    assert "<caption>Antalet ökade" in document
    scopes = [cell["scope"] for cell in page.find("th")]
    assert scopes == ["col"] * 3 + ["row"] * 3
    figures = page.cells[3:]
    assert figures[:5] == ["2023", "4", "12,5" if code == "sv" else "12.5", "2024", "–"]
    assert figures[6] == NAUGHTY
    assert figures[7].replace("\u00a0", " ").replace(",", " ") == "12 345"


def test_a_plain_csv_is_read_back_with_its_source_in_each_row() -> None:
    content = build_table_file(HOSTILE, kind_code="plain_csv", title="T", footer=FOOTER)
    assert not content.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert len(read) == len(HOSTILE.rows)
    for row, (text, number, day) in zip(read, HOSTILE.rows, strict=True):
        assert row["'=Text"].removeprefix("'") == text
        assert float(row["Tal"]) == number
        assert row["Dag"] == ("" if day is None else "2024-03-15")
        assert row["Källa"] == "avtalsregistret"
        assert row["Data per"] == "2025-10-31"
        assert "sekretess" in row["Villkor"]


@pytest.mark.parametrize(
    ("kind_code", "options"), [("csv", [SWEDISH_CSV]), ("xlsx", [])]
)
def test_libreoffice_opens_the_file_without_a_formula_or_a_link(
    kind_code: str, options: list[str]
) -> None:
    made = build_table_file(HOSTILE, kind_code=kind_code, title="T", footer=FOOTER)
    saved = convert(made, TABLE_KINDS[kind_code].ending, "xlsx", *options)
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in sheet.replace(b"<font", b"")
    assert b"<hyperlink" not in sheet
    book = openpyxl.load_workbook(io.BytesIO(saved)).active
    assert book is not None
    rows = [row[:3] for row in book.iter_rows(values_only=True)]
    figures = rows[-len(HOSTILE.rows) :]
    assert [row[1] for row in figures] == [row[1] for row in HOSTILE.rows]
    read = [find_text(row[0]).removeprefix("'").split() for row in figures]
    assert read == [find_text(row[0]).split() for row in HOSTILE.rows]


def test_a_workbook_with_a_chart_holds_no_formula_either() -> None:
    spec = replace(SPEC, table=HOSTILE, title="=1+1", subtitle="@x")
    made = build_chart_file(spec, kind_code="xlsx", size="column")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        assert sheets
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def find_text(cell: object) -> str:
    """Find what a spreadsheet keeps of a text: it may drop a byte order mark."""
    return str(cell).replace("\ufeff", "")


def test_a_table_on_paper_is_text_that_nothing_is_made_of() -> None:
    head, sides, first, second, third = build_markdown_table(TABLE).splitlines()
    assert head == "| År | Antal | Andel |"
    assert sides == "| --- | ---: | ---: |"
    assert first == "| 2023 | 4 | 12\\,5 |"
    assert second == "| 2024 | – | –0\\,25 |"
    assert third.startswith("| \\<img src\\=x onerror")
    assert "\\|" in third
