"""The forms a chart can take: one dataclass of plain values per question.

Texts come ready-made in the reader's language, so that every drawer (screen, print,
office) writes the same words and the same rounding.
"""

from dataclasses import dataclass

from app.charts.forms_compared import Calibration, Pairs
from app.charts.forms_plan import Bars, Grid
from app.charts.forms_timed import Spans


@dataclass(frozen=True)
class Columns:
    """How has it gone: one column per period, from zero.

    `texts` are the written numbers. `accent` is the position the title speaks of.
    `open_positions` are periods that are not over, drawn hatched.
    """

    labels: tuple[str, ...]
    numbers: tuple[float | None, ...]
    texts: tuple[str, ...]
    accent: int | None = None
    open_positions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Trend:
    """How do we stand against the target: all years, with each year's target.

    A missing number is a gap in the line, never zero. `accent` is the chosen year;
    `open_positions` are years that are not over, drawn hollow.
    """

    labels: tuple[str, ...]
    numbers: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    texts: tuple[str, ...]
    accent: int | None = None
    open_positions: tuple[int, ...] = ()

    @property
    def has_numbers(self) -> bool:
        """Tell whether any year has a figure."""
        return any(number is not None for number in self.numbers)


@dataclass(frozen=True)
class Line:
    """How has it gone against the target: a point a year, its target, what may come.

    A missing number is a gap, never zero. `break_positions` are years from which the
    series counts something else: no line is drawn into them. The forecast is of the
    last year.
    """

    labels: tuple[str, ...]
    numbers: tuple[float | None, ...]
    texts: tuple[str, ...]
    targets: tuple[float | None, ...]
    target_text: str = ""
    accent: int | None = None
    open_positions: tuple[int, ...] = ()
    break_positions: tuple[int, ...] = ()
    break_text: str = ""
    forecast: float | None = None
    forecast_low: float | None = None
    forecast_high: float | None = None
    forecast_text: str = ""
    range_text: str = ""


@dataclass(frozen=True)
class Calendar:
    """When: a sign per occasion in its row, by day of the year 0-365.

    `states` are held, planned or cancelled. `end_texts` stand under the labels.
    """

    labels: tuple[str, ...]
    rows: tuple[int, ...]
    days: tuple[int, ...]
    states: tuple[str, ...]
    texts: tuple[str, ...]
    month_texts: tuple[str, ...]
    end_texts: tuple[str, ...]
    key_texts: tuple[str, ...]


@dataclass(frozen=True)
class Dots:
    """Which regions: sorted dots, the highest first, and a line to compare with.

    `lows` and `highs` are the ends of each dot's interval, None where it has none.
    """

    labels: tuple[str, ...]
    numbers: tuple[float, ...]
    texts: tuple[str, ...]
    accent: int | None = None
    reference: float | None = None
    reference_text: str = ""
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Funnel:
    """Which regions, when numbers are small: rate by size, within what chance explains.

    `lows` and `highs` are the ends of that range for a region of each size. Points that
    are `named` lie outside it or are the reader's own; `faint` ones rest on few cases.
    """

    labels: tuple[str, ...]
    sizes: tuple[float, ...]
    numbers: tuple[float, ...]
    texts: tuple[str, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    named: tuple[int, ...]
    faint: tuple[int, ...]
    reference: float
    reference_text: str
    size_text: str


@dataclass(frozen=True)
class Segment:
    """One answer of a stacked bar; `role_code` is yes, no or unknown."""

    label: str
    role_code: str
    numbers: tuple[float, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Shares:
    """What share: bars to 100 %, one per label, unknown in grey and last.

    `end_texts` stand at the end of each bar, which has `end_pixels` of room for them:
    a share under one per cent cannot be seen and has to be said.
    """

    labels: tuple[str, ...]
    segments: tuple[Segment, ...]
    end_texts: tuple[str, ...]
    end_pixels: int = 84


@dataclass(frozen=True)
class Tiles:
    """Which regions, each the same size so that the smallest is seen.

    `step` is 0-4 on the sequential scale, None where nothing is known.
    """

    labels: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    texts: tuple[str, ...]
    steps: tuple[int | None, ...]
    scale_texts: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """One closed ring of a region's outline, in degrees."""

    place_code: str
    longitudes: tuple[float, ...]
    latitudes: tuple[float, ...]


@dataclass(frozen=True)
class OutlineMap:
    """Which regions, where they lie. Same steps and words as the tiles."""

    outlines: tuple[Outline, ...]
    place_codes: tuple[str, ...]
    names: tuple[str, ...]
    texts: tuple[str, ...]
    steps: tuple[int | None, ...]
    scale_texts: tuple[str, ...]


@dataclass(frozen=True)
class Waterfall:
    """Why this one: signed points from zero to a sum, largest first."""

    labels: tuple[str, ...]
    numbers: tuple[float, ...]
    texts: tuple[str, ...]
    sum_label: str
    sum_text: str


Marks = (
    Bars
    | Calendar
    | Calibration
    | Columns
    | Dots
    | Funnel
    | Grid
    | Line
    | OutlineMap
    | Pairs
    | Shares
    | Spans
    | Tiles
    | Waterfall
)
