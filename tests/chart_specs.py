"""One spec of each form that a chart can take, for all who draw or write charts."""

from datetime import date

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
from app.charts.spec import ChartSpec, Footer, Table

#: Text from data that would be markup if anybody took it for that.
NAUGHTY = "<b>Åbo & Ö</b>"
REGIONS = ("Skåne", "Västra Götalandsregionen", "Jämtland\nHärjedalen", NAUGHTY)
YEARS = ("2021", "2022", "2023", "2024", "2025")
MARKS: dict[str, Marks] = {
    "bars": Bars(REGIONS, (9.5, 7, 0, -2), ("9,5", "7", "0", "–2"), 0),
    "calendar": Calendar(
        labels=("Webbinarium", NAUGHTY),
        rows=(0, 0, 1, 1),
        days=(40, 200, 300, 365),
        states=("held", "planned", "cancelled", "held"),
        texts=("a", "b", "c", "d"),
        month_texts=("jan", "feb", "mars", "apr"),
        end_texts=("1 hållen, mål 4", "0 hållna"),
        key_texts=("hållen", "planerad", "inställd"),
    ),
    "calibration": Calibration(
        predicted=(20, 60, 40),
        observed=(25, 100, 0),
        lows=(10, 70, 0),
        highs=(45, 100, 30),
        texts=("a", "b", "c"),
        series=(0, 0, 1),
        series_texts=("Kontorsrevisioner", "Fabriksrevisioner"),
        predicted_text="Vad modellen sa",
        observed_text="Uppåt: utfallet, med 95-procentigt intervall",
    ),
    "columns": Columns(YEARS, (4, None, 7, 12, 5), ("4", "–", "7", "12", "5"), 3, (4,)),
    "dots": Dots(
        labels=REGIONS,
        numbers=(90, 40, 30, 0),
        texts=("90 %", "40 %", "3 av 10", "0 %"),
        accent=1,
        reference=44,
        reference_text="alla tillsammans 44 %",
        lows=(70, 20, None, 0),
        highs=(95, 60, None, 12),
    ),
    "plain_dots": Dots(REGIONS, (9, 5, 3, 1), ("9", "5", "3", "1"), 0, 8, "alla 8"),
    "funnel": Funnel(
        labels=REGIONS,
        sizes=(10, 200, 80, 40),
        numbers=(90, 40, 44, 0),
        texts=("9", "80", "35", "0"),
        lows=(10, 38, 35, 28),
        highs=(80, 52, 56, 62),
        named=(0, 3),
        faint=(2,),
        reference=44,
        reference_text="landet 44 %",
        size_text="Fall som andelen är av",
    ),
    "grid": Grid(
        row_labels=REGIONS,
        column_labels=("A", "B", "Område C"),
        texts=(("1", "2", ""), ("12", "", ""), ("", "", "3"), ("", "5", "")),
        steps=((0, 1, None), (4, None, None), (None, None, 2), (None, 3, None)),
    ),
    "line": Line(
        labels=YEARS,
        numbers=(10, None, 14, 48, 30),
        texts=("10", "–", "14", "48", "30"),
        targets=(None, 12, 16, 40, 50),
        target_text="årets mål",
        accent=3,
        open_positions=(4,),
        break_positions=(2,),
        break_text="ny serie",
        forecast=45,
        forecast_low=40,
        forecast_high=55,
        forecast_text="prognos till årets slut",
        range_text="40–55",
    ),
    "map": OutlineMap(
        outlines=(
            Outline("01", (11.0, 14.0, 13.0), (55.0, 55.5, 58.0)),
            Outline("14", (14.0, 16.0, 15.0), (58.0, 58.5, 62.0)),
            Outline("99", (16.0, 24.0, 20.0), (62.0, 66.0, 69.0)),
        ),
        place_codes=("01", "14"),
        names=("Region Skåne", NAUGHTY),
        texts=("44 %", "–"),
        steps=(2, None),
        scale_texts=("till 20 %", "till 40 %", "till 60 %", "till 80 %", "till 100 %"),
    ),
    "pairs": Pairs(
        labels=REGIONS,
        numbers=(20, None, 30, 5),
        lows=(10, None, 25, 0),
        highs=(40, None, 45, 12),
        others=(60, 30, None, 5),
        texts=("2 av 10", "för få", "30 av 100", "1 av 20"),
        key_texts=("Godkänt svar", "Övriga svar"),
        accents=(0,),
        reference=0,
    ),
    "shares": Shares(
        labels=REGIONS,
        segments=(
            Segment("Anger kravet", "yes", (20, 0, 100, 5), ("1", "0", "1", "1")),
            Segment("Anger inte", "no", (20, 50, 0, 5), ("1", "1", "0", "1")),
            Segment("Okänt", "unknown", (60, 50, 0, 90), ("3", "1", "0", "18")),
        ),
        end_texts=("1 av 5", "0 av 2", "1 av 1", "1 av 20"),
    ),
    "spans": Spans(
        labels=("Skåne", NAUGHTY),
        rows=(0, 0, 1, 1),
        starts=(*(date(2020, 2, 1), date(2021, 1, 1)), *[date(2023, 5, 1)] * 2),
        ends=(date(2022, 1, 31), date(2024, 12, 31), None, date(2026, 4, 30)),
        texts=("a", "b", "c", "d"),
        accents=(2,),
        end_texts=("2024-12-31", "tills vidare"),
        day=date(2025, 10, 31),
        day_text="2025-10-31",
    ),
    "tiles": Tiles(
        labels=REGIONS,
        names=("a", "b", "c", "d"),
        rows=(8, 6, 2, 5),
        columns=(1, 1, 2, 3),
        texts=("44 %", "100 %", "–", "3 av 7"),
        steps=(2, 4, None, 0),
        scale_texts=("till 20 %", "till 40 %", "till 60 %", "till 80 %", "till 100 %"),
    ),
    "waterfall": Waterfall(
        labels=REGIONS,
        numbers=(25, 11, -40, 3),
        texts=("+25", "+11", "–40", "+3"),
        sum_label="Den här leverantören",
        sum_text="–1",
    ),
}


def build_chart(form: str, **more: object) -> ChartSpec:
    """Build a chart of a form, with long words around it."""
    facts = {
        "name": f"chart_{form}",
        "title": "Andelen bedömda självskattningar ökade från 48 till 52 procent "
        "mellan 2023 och 2024, men är ännu inte uppe i målet",
        "subtitle": "Andel bedömda självskattningar per år, hela landet · Alla slag",
        "alt": f"Diagram: {NAUGHTY}.",
        "footer": Footer(
            "programmets uppföljningssystem", date(2025, 10, 31), NAUGHTY, "b1", True
        ),
        "table": Table(("År", "Tal"), (("2024", 52), ("2023", None))),
        "marks": MARKS[form],
        "note": "Färre än 20 fall är för få för att rangordna: de står sist. " * 3,
    }
    return ChartSpec(**{**facts, **more})  # ty: ignore[invalid-argument-type]
