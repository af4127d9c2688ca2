import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from app.charts.forms import (
    Calendar,
    Columns,
    Dots,
    Funnel,
    Line,
    Marks,
    Outline,
    OutlineMap,
    Segment,
    Shares,
    Tiles,
    Waterfall,
)
from app.charts.forms_compared import Calibration, Pairs
from app.charts.forms_plan import Bars, Grid
from app.charts.forms_timed import Spans
from app.charts.office import build_chart_pptx, build_chart_xlsx
from app.charts.office_deck import load_own_look
from app.charts.office_forms import BUILDERS
from app.charts.office_native import find_number_format
from app.charts.screen import DRAWERS
from app.charts.source_line import build_source_line, build_terms
from app.charts.spec import ChartSpec, Footer, Table
from app.messages import load_language
from app.theme import ACCENT, HAIRLINE, INK, MUTED, SERIES

NAUGHTY = "=Ek & <b>å</b>\0"
CLEAN = "=Ek & <b>å</b>"
FORMS: dict[str, Marks] = {
    "bars": Bars((NAUGHTY, "B"), (4.0, -1.0), ("4", "–1"), 0),
    "calendar": Calendar(
        *((NAUGHTY, "B"), (0, 1, 1), (40, 200, 300), ("held", "planned", "cancelled")),
        *((NAUGHTY, "b", "c"), ("jan", "feb"), ("1", "0"), ("hållen", "plan", "inst")),
    ),
    "calibration": Calibration(
        *((20.0, 60.0), (30.0, 50.0), (10.0, 40.0), (50.0, 60.0), ("a", "b")),
        *((0, 1), (NAUGHTY, "Fabrik"), "sagt", "utfall"),
    ),
    "columns": Columns(
        ("2023", "2024", "2025"), (4, None, 9), ("4", "–", "9"), 0, (2,)
    ),
    "dots": Dots(
        *((NAUGHTY, "B"), (9, 2), ("9 av 10", "2"), 0, 5.5, "medel", (7, None)),
        (10, None),
    ),
    "funnel": Funnel(
        *((NAUGHTY, "B"), (10, 400), (50, 20), ("50", "20"), (0, 15), (90, 25)),
        *((0,), (1,), 22.0, "landet", "fall"),
    ),
    "grid": Grid((NAUGHTY,), ("A", "B"), (("3", "–"),), ((4, None),)),
    "line": Line(
        labels=("2021", "2022", "2023", "2024", "2025"),
        numbers=(10, None, 14, 15, 9),
        texts=("10", "–", "14", NAUGHTY, "9"),
        targets=(None, 12, 12, 14, 15),
        target_text="årets mål",
        accent=3,
        open_positions=(4,),
        break_positions=(2,),
        break_text="ny räkning",
        forecast=15,
        forecast_low=13,
        forecast_high=17,
        forecast_text="prognos",
        range_text="13–17",
    ),
    "outlines": OutlineMap(
        (Outline("01", (1.0, 2.0, 1.5), (1.0, 1.0, 2.0)),),
        *(("01",), (NAUGHTY.removesuffix("\0"),), ("1",), (0,), ("till 20 %",)),
    ),
    "pairs": Pairs(
        *((NAUGHTY, "B"), (5.0, None), (3.0, None), (8.0, None), (6.0, 2.0)),
        *(("5", "för få"), ("nu", "då"), (0,), 0.0),
    ),
    "shares": Shares(
        (NAUGHTY, "B"),
        (
            Segment("Ja", "yes", (20.0, 0.5), ("1 av 5", "")),
            Segment("Okänt", "unknown", (80.0, 99.5), ("4 av 5", "")),
        ),
        ("1 av 5", "1 av 200"),
    ),
    "spans": Spans(
        *((NAUGHTY, "B"), (0, 0, 1), (date(2023, 1, 1),) * 3),
        *((date(2024, 1, 1), date(2023, 5, 1), None), ("a", "b", "c"), (0,)),
        *(("2024", "tills vidare"), date(2025, 10, 31), "2025-10-31"),
    ),
    "tiles": Tiles(
        (NAUGHTY, "B"), ("A", "B"), (1, 2), (1, 2), ("1", "–"), (4, None), ("till 1",)
    ),
    "waterfall": Waterfall((NAUGHTY, "B"), (9.0, -12.0), ("+9", "–12"), "Summa", "–3"),
}
NATIVE = sorted(name for name, marks in FORMS.items() if type(marks) in BUILDERS)


def build_spec(name: str) -> ChartSpec:
    footer = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
    return ChartSpec(
        name=name,
        title="9 av 12 år 2024, fler än i fjol",
        subtitle="Andel, Riket",
        alt="Nio av tolv.",
        footer=footer,
        table=Table(("Region", "Tal"), (("=1+1", 9), ("Örebro", None))),
        marks=FORMS[name],
        note="Sägs för sig.",
    )


def open_slide(content: bytes):
    deck = Presentation(io.BytesIO(content))
    assert len(deck.slides) == 1
    return deck.slides[0]


def find_chart(name: str):
    slide = open_slide(build_chart_pptx(build_spec(name)))
    [frame] = [shape for shape in slide.shapes if shape.has_chart]
    return frame.chart


def find_figures(series, axis: str) -> list[float]:
    points = series._element.findall(f"{qn(axis)}//{qn('c:pt')}/{qn('c:v')}")
    return [float(point.text) for point in points]


def find_series(name: str) -> dict:
    plots = find_chart(name).plots
    return {series.name: series for plot in plots for series in plot.series}


def find_words(shapes) -> str:
    found = []
    for shape in shapes:
        if shape.shape_type == 6:
            found.append(find_words(shape.shapes))
        elif shape.has_text_frame:
            found.append(shape.text_frame.text)
        elif shape.has_table:
            found += [cell.text for cell in shape.table.iter_cells()]
    return "\n".join(found)


def test_every_form_is_drawn_in_office_programs() -> None:
    assert {type(marks) for marks in FORMS.values()} == {*DRAWERS}
    assert {*DRAWERS} - {*BUILDERS} == {Grid, OutlineMap, Tiles}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_slide_says_all_that_the_spec_says(name: str) -> None:
    spec = build_spec(name)
    slide = open_slide(build_chart_pptx(spec))
    assert slide.shapes.title is not None
    assert slide.shapes.title.text == spec.title
    words = find_words(slide.shapes)
    for part in (spec.subtitle, spec.note, build_source_line(spec.footer)):
        assert part in words
    assert build_terms(spec.footer) in words
    named = {
        each.get("name"): each.get("descr")
        for each in slide._element.iter(qn("p:cNvPr"))
    }
    assert named[name] == f"{spec.title}. {spec.alt}"
    assert not re.search(r"<a:t>[^<]*\bClick\b", str(slide._element.xml))
    languages = {
        run.get("lang")
        for run in slide._element.iter(qn("a:rPr"))
        if run.getparent().tag == qn("a:r")
    }
    assert languages == {"sv-SE"}


@pytest.mark.parametrize("name", NATIVE)
def test_a_native_chart_holds_its_figures_in_a_workbook(name: str) -> None:
    chart = find_chart(name)
    blob = chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for plot in chart.plots:
        for series in plot.series:
            assert series.name in headings
    text = blob_text(blob)
    assert "<f>" not in text
    root = chart.part._element
    words = [each.text for tag in ("c:v", "a:t") for each in root.iter(qn(tag))]
    assert name == "columns" or any(CLEAN in (word or "") for word in words)
    assert {each.get("val") for each in root.iter(qn("c:lang"))} == {"sv-SE"}
    colours = {each.get("val") for each in root.iter(qn("a:srgbClr"))}
    assert not colours & {ACCENT.removeprefix("#"), INK.removeprefix("#")}


def blob_text(blob: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        names = [name for name in archive.namelist() if "worksheets/" in name]
        return "".join(archive.read(name).decode() for name in names)


def test_columns_and_bars_have_the_categories_and_numbers_of_the_spec() -> None:
    chart = find_chart("columns")
    assert list(chart.plots[0].categories) == ["2023", "2024", "2025"]
    assert list(chart.plots[0].series[0].values) == [4, None, 9]
    chart = find_chart("bars")
    assert list(chart.plots[0].categories) == [f"\u2060{CLEAN}", "B"]
    assert list(chart.plots[0].series[0].values) == [4, -1]


def test_a_line_is_a_series_for_each_thing_it_says() -> None:
    series = find_series("line")
    values = {name: list(each.values) for name, each in series.items()}
    assert values["Utfall"] == [10, None, None, None, None]
    assert values["Utfall från 2023"] == [None, None, 14, 15, None]
    assert values["Året inte slut"] == [None, None, None, None, 9]
    assert values["årets mål"] == [None, 12, 12, 14, 15]
    assert values["prognos"] == [None, None, None, 15, 15]
    assert values["Prognos, övre gräns"][-1] == 17
    minus = series["Prognos, övre gräns"]._element.find(qn("c:errBars"))
    assert [v.text for v in minus.findall(f"{qn('c:minus')}//{qn('c:v')}")][-1] == "4"


def test_rows_of_dots_lie_where_the_spec_says() -> None:
    series = find_series("dots")
    assert find_figures(series["Utfall"], "c:xVal") == [9, 2]
    assert find_figures(series["Utfall"], "c:yVal") == [0, 1]
    assert find_figures(series["Intervall"], "c:xVal") == [7, 10]
    assert find_figures(series["medel"], "c:xVal") == [5.5, 5.5]
    pairs = find_series("pairs")
    assert find_figures(pairs["nu"], "c:xVal") == [5]
    assert find_figures(pairs["då"], "c:xVal") == [6, 2]


def test_shares_and_steps_add_up() -> None:
    shares = find_series("shares")
    assert list(shares["Ja"].values) == [20, 0.5]
    assert list(shares["Okänt"].values) == [80, 99.5]
    steps = find_series("waterfall")
    over, under = steps["Poäng över noll"].values, steps["Poäng under noll"].values
    moves = [up - down for up, down in zip(over, under, strict=True)]
    assert moves == [9, 12, 3]


def test_points_of_two_figures_lie_where_the_spec_says() -> None:
    funnel = find_series("funnel")
    assert find_figures(funnel["Utanför slumpen, eller den egna"], "c:xVal") == [10]
    assert find_figures(funnel["Få fall"], "c:yVal") == [20]
    groups = find_series("calibration")
    assert find_figures(groups["Fabrik"], "c:yVal") == [50]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_workbook_has_the_chart_beside_its_table(name: str) -> None:
    spec = build_spec(name)
    content = build_chart_xlsx(spec)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    rows = [row[:2] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ("Tabell", spec.title)
    assert ("Källa", "källa") in rows
    assert ("Villkor", build_terms(spec.footer)) in rows
    assert ("=1+1", 9) in rows
    assert "<f>" not in blob_text(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        has_chart = "xl/charts/chart1.xml" in archive.namelist()
        has_drawing = "xl/drawings/drawing1.xml" in archive.namelist()
    assert has_chart == (name in NATIVE)
    assert has_drawing or name == "grid"


def test_a_label_follows_its_figure_where_a_number_format_can_write_it() -> None:
    load_language("sv")
    assert find_number_format((1200.0, None), ("1\u00a0200", "–")) == "[$-41D]#,##0"
    assert find_number_format((12.5,), ("12,5\u00a0%",)) == '[$-41D]#,##0.0"\u00a0%"'
    assert find_number_format((3.0,), ("3 av 7",)) is None
    assert find_number_format((-3.0,), ("–3",)) is None


def test_our_own_look_has_the_colours_of_the_screen() -> None:
    with zipfile.ZipFile(io.BytesIO(load_own_look())) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
    found = re.findall(r'<a:(\w+)><a:srgbClr val="(\w+)"/>', theme)
    colours = {name: f"#{colour}" for name, colour in found}
    assert (colours["dk1"], colours["dk2"]) == (INK, MUTED)
    assert tuple(colours[f"accent{at}"] for at in range(1, 6)) == SERIES
    assert HAIRLINE not in colours.values()


def test_a_title_that_would_not_fit_is_set_smaller() -> None:
    spec = replace(build_spec("columns"), title="Nio av tolv regioner " * 12)
    slide = open_slide(build_chart_pptx(spec))
    assert slide.shapes.title is not None
    size = slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size
    assert size is not None
    assert size.pt < 26
