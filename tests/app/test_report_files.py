import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pikepdf
import pytest
from pptx import Presentation

from app.access import Principal
from app.build_pointer import find_current_build
from app.charts.cells import show_cell
from app.charts.spec import ChartSpec, Footer, Table
from app.errors import ReportRefused, TemplateRefused
from app.reports import write_pdf
from app.reports.column_widths import find_widths
from app.reports.compose import build_file, build_report
from app.reports.definition import ReportDefinition
from app.reports.figures_told import (
    ToldFigure,
    build_change_section,
    find_told_figures,
)
from app.reports.jobs import (
    Order,
    ReportJob,
    find_orders,
    find_reader,
    read_job,
    write_report,
)
from app.reports.report import Listing, Report, Section, Words
from tests.conftest import run_malbild

PLAN = "strategy_2023_2025"
PARTS = (
    *("summary", "goals_follow_up", "kpi_112_08", "kpi_112_03_compared"),
    *("kpi_112_03_map", "open_cases"),
)


@pytest.fixture(scope="module")
def report(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """One report with every kind of block, built once."""
    store = tmp_path_factory.mktemp("store") / "store.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALBILD_HOME", str(built_home))
        patch.setenv("MALBILD_STORE_URL", f"sqlite:///{store}")
        principal = Principal("secretariat", (), find_current_build())
        definition = ReportDefinition(
            template_code="quarterly",
            plan_code=PLAN,
            year=2024,
            place_code="SE",
            part_codes=PARTS,
            texts={"": 'Förord med # och *stjärnor* och #read("/etc/passwd")'},
        )
        return build_report(definition, principal)


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    return build_file(report, file_format="pdf")


def find_tags(pdf: bytes) -> list[tuple[str, str]]:
    """Every element of the structure tree: what it is, and its alternative text."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        waiting = [opened.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Array):
                waiting += list(element)
            elif isinstance(element, pikepdf.Dictionary):
                if "/S" in element and element.get("/Type") != "/MCR":
                    found.append((str(element.S), str(element.get("/Alt", ""))))
                if "/K" in element:
                    waiting.append(element.K)
    return found


def test_a_pdf_is_for_everybody(pdf: bytes, report: Report) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "sv-SE"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == report.title
    tags = find_tags(pdf)
    kinds = {kind for kind, _alt in tags}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/P"} <= kinds
    charts = [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, ChartSpec)
    ]
    alts = [alt for kind, alt in tags if kind == "/Figure"]
    assert sorted(alts) == sorted(chart.alt for chart in charts)


def test_a_pdf_says_all_that_the_report_does(pdf: bytes, report: Report) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        words = "".join(
            letter
            for page in opened.pages
            for letter in (page.extract_text() or "")
            if not letter.isspace()
        )
        for page in opened.pages:
            outside = [
                letter
                for letter in page.chars
                if letter["x0"] < 0 or letter["x1"] > page.width
            ]
            assert not outside, page.page_number
    # A word that is divided at the end of a line has a hyphen more.
    words = words.replace("-", "").replace("\u00ad", "")
    for section in report.sections:
        assert find_letters(section.heading) in words
        for block in section.blocks:
            if isinstance(block, Words):
                assert all(find_letters(each) in words for each in block.paragraphs)
            if isinstance(block, ChartSpec | Listing):
                assert find_letters(block.title) in words
            if isinstance(block, Listing):
                cells = {show_cell(cell) for row in block.table.rows for cell in row}
                lost = [cell for cell in cells if " " not in cell and len(cell) < 12]
                assert all(find_letters(cell) in words for cell in lost)


def find_letters(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def test_without_a_typeface_pictures_are_points(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_pdf, "check_has_sans", lambda: False)
    short = replace(report, sections=report.sections[-2:-1])
    with pdfplumber.open(io.BytesIO(build_file(short, file_format="pdf"))) as opened:
        assert [image for page in opened.pages for image in page.images]


def test_a_workbook_has_every_table_and_no_formula(report: Report) -> None:
    risky = replace(
        report, title="=cmd|x", sections=(risky_section(), *report.sections)
    )
    content = build_file(risky, file_format="xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        sheets = [opened.read(name) for name in opened.namelist() if "sheets/" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = [
        block.table
        for section in risky.sections
        for block in section.blocks
        if isinstance(block, ChartSpec | Listing)
    ]
    written = {
        tuple(row[: len(table.headings)])
        for table in tables
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    }
    for table in tables:
        assert table.headings in written
        assert {tuple(map(read_cell, row)) for row in table.rows} <= {
            tuple(map(read_cell, row)) for row in written
        }
    assert max(len(name) for name in book.sheetnames) <= 31


def risky_section() -> Section:
    footer = Footer("=1+1", None, "@x", "build", is_example=True)
    table = Table(("=A1", "+B"), (("=1+1", -5), ("-x", None)))
    return Section("a/b:c*?[d]'", (Listing("risky", "=sum(1)", table, footer),))


def read_cell(cell: object) -> object:
    # A sheet keeps sixteen digits.
    if isinstance(cell, float):
        return round(cell, 9)
    return cell.date() if isinstance(cell, datetime) else cell


def test_a_wide_table_turns_the_page_and_still_fits() -> None:
    headings = tuple(f"Rubrik nummer {at}" for at in range(11))
    table = Table(headings, (tuple("leverantörsuppgift" for _at in range(11)),))
    laid = find_widths(table)
    assert laid.is_turned
    assert sum(laid.widths) == pytest.approx(728)


def test_what_changed_since_the_last_time_is_listed(report: Report) -> None:
    now = find_told_figures(report)
    assert len({figure.key for figure in now}) == len(now)
    same = build_change_section(now, now, footer=report.footer)
    assert len(same.blocks) == 1
    assert "desamma som förra gången" in find_words(same)
    at = next(at for at, figure in enumerate(now) if figure.number is not None)
    before = (
        *now[:at],
        replace(now[at], number=-1.0, text="\u20131"),
        *now[at + 2 :],
        replace(now[0], key="open_cases|UPP-1999-001|1", label="Ärenden · UPP · x"),
    )
    changed = build_change_section(before, now, footer=report.footer)
    assert find_words(changed).startswith("1 siffra har ändrats, 1 rad är ny")
    lists = {
        block.name: block for block in changed.blocks if isinstance(block, Listing)
    }
    rows = lists["changed_figures"].table.rows
    assert rows == ((now[at].label, "\u20131", now[at].text),)
    assert lists["gone_figures"].table.rows[0][0] == "Ärenden · UPP"


def find_words(section: Section) -> str:
    (words, *_rest) = section.blocks
    assert isinstance(words, Words)
    return words.paragraphs[0]


def test_every_region_is_one_order_each_of_the_newest_plan(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(built_home))
    asked = {"template_code": "region_year", "place_code": "every_region", "year": 2024}
    order = {"definition": asked, "file_format": "pdf", "out": str(tmp_path)}
    job = read_job(json.dumps({"reports": [order]}))
    orders = find_orders(job, find_reader(job))
    assert len({each.out for each in orders}) == 21
    assert {each.definition["plan_code"] for each in orders} == {PLAN}


def test_a_run_again_tells_its_figures_and_what_changed_in_an_own_template(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(built_home))
    monkeypatch.setenv("MALBILD_STORE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    template = io.BytesIO()
    docx.Document().save(template)
    (tmp_path / "own.docx").write_bytes(template.getvalue())
    order = Order(
        definition={
            "template_code": "memo",
            "plan_code": PLAN,
            "year": 2024,
            "place_code": "SE",
            "part_codes": ["summary"],
        },
        file_format="docx",
        out=tmp_path / "memo.docx",
        template=tmp_path / "own.docx",
        figures_out=tmp_path / "figures.json",
        before=(ToldFigure("cards|x", "Sammanfattning · x", None, "7"),),
    )
    written = write_report(order, find_reader(ReportJob(reports=(order,))))
    assert written.missing
    paper = docx.Document(str(written.path))
    words = [paragraph.text for paragraph in paper.paragraphs]
    assert "Vad som har ändrats sedan förra gången" in words
    told = json.loads(order.figures_out.read_text("utf8"))
    assert {figure["label"] for figure in told} >= {"Sammanfattning · ✔ Uppnått"}
    refused = order.model_copy(update={"file_format": "pptx"})
    with pytest.raises(TemplateRefused):
        write_report(refused, find_reader(ReportJob(reports=(refused,))))


def test_slides_and_documents_say_what_the_report_does(report: Report) -> None:
    titles = [
        block.title
        for section in report.sections
        for block in section.blocks
        if isinstance(block, ChartSpec | Listing)
    ]
    deck = Presentation(io.BytesIO(build_file(report, file_format="pptx")))
    slides = [slide.shapes.title.text for slide in deck.slides if slide.shapes.title]
    assert all(any(slide.startswith(title) for slide in slides) for title in titles)
    paper = docx.Document(io.BytesIO(build_file(report, file_format="docx")))
    headings = [
        paragraph.text
        for paragraph in paper.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert {*titles, *(section.heading for section in report.sections)} <= {*headings}


def test_a_job_that_is_none_says_what_is_wrong() -> None:
    with pytest.raises(ReportRefused, match="file_format"):
        read_job('{"reports": [{"definition": {}, "file_format": "doc", "out": "x"}]}')


def test_the_command_writes_a_report_and_says_why_it_does_not(
    built_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "memo.pdf"
    asked = ("report", "--home", built_home, "--template", "memo", "--year", "2024")
    done = run_malbild(*asked, "--place", "C", "--out", out)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF")
    refused = run_malbild(*asked, "--place", "02", "--out", out)
    assert refused.returncode == 13
    assert "There is no place '02'" in refused.stderr
    assert "Traceback" not in refused.stderr
