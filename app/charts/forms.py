"""The forms a chart can take: one dataclass of plain values per question.

Texts come ready-made in the reader's language, so that every drawer (screen, print,
office) writes the same words and the same rounding.
"""

from dataclasses import dataclass


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


@dataclass(frozen=True)
class Dots:
    """Which regions: sorted dots, the highest first, and a line to compare with."""

    labels: tuple[str, ...]
    numbers: tuple[float, ...]
    texts: tuple[str, ...]
    accent: int | None = None
    reference: float | None = None
    reference_text: str = ""


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


Marks = Columns | Dots | OutlineMap | Shares | Tiles | Waterfall
