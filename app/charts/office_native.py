"""What a native chart of an office program is made of, whichever program it is.

A form of ours becomes one or more series of cells, so that whoever opens the chart's
data finds the figures under headings, changes one and sees the chart follow.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from app.formatting import show_number
from app.messages import language
from app.theme import INK

Numbers = tuple[float | None, ...]
Look = Mapping[str, Any]

# What no file of XML can hold.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WORD_JOINER = "\u2060"
# Swedish grouping wherever the file is opened; Excel itself follows its user.
LOCALES = {"sv": "[$-41D]", "en": "[$-809]"}
UNITS = {"": "", "\u00a0%": '"\u00a0%"', "%": '"%"'}
MOST_DECIMALS = 3


@dataclass(frozen=True)
class Series:
    """One row of figures. `y` are heights; `x` only where places are no categories.

    `texts` are labels, one per figure, "" for none; `bold_position` is the one that the
    title speaks of. `minus` and `plus` are how far an interval reaches down and up.
    `look` is how it is drawn, in the words of the library that writes it.
    `is_explained` puts the name in the key; `places` are where single
    labels stand, whatever `position` says: t, b, l or r of their figure.
    """

    name: str
    y: Numbers
    x: Numbers = ()
    texts: tuple[str, ...] = ()
    position: str = "right"
    label_colour: str = INK
    bold_position: int | None = None
    minus: Numbers = ()
    plus: Numbers = ()
    interval_look: Look = field(default_factory=dict)
    look: Look = field(default_factory=dict)
    is_explained: bool = False
    places: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Axis:
    """One axis; it is not drawn unless it has something to say."""

    low: float | None = None
    high: float | None = None
    step: float | None = None
    is_shown: bool = False
    is_reversed: bool = False
    has_grid: bool = False
    title: str = ""
    number_format: str = "General"


@dataclass(frozen=True)
class NativeChart:
    """A chart ready to be written.

    `kind` is column, bar, stacked, line or scatter. `labels` are the categories; empty
    for scatter. `left` and `right` are the letters that need room beside the picture.
    `is_rows` when x is what a row says and y only its place.
    """

    kind: str
    series: tuple[Series, ...]
    labels: tuple[str, ...] = ()
    x_axis: Axis = field(default_factory=Axis)
    y_axis: Axis = field(default_factory=Axis)
    left: int = 0
    right: int = 0
    gap: int = 54
    is_rows: bool = False

    @property
    def n_rows(self) -> int:
        """Count the rows that lie under each other; 0 where there are none."""
        if self.labels:
            return len(self.labels)
        return len(self.series[0].texts) if self.is_rows else 0

    @property
    def is_explained(self) -> bool:
        """Tell whether any series needs its name beside its sign."""
        return any(series.is_explained for series in self.series)


def build_plain(text: str) -> str:
    """Make a text that an office file can hold and that no program takes as a formula.

    An unseen mark is set before an equals sign.
    """
    written = UNWRITABLE.sub("", text)
    return f"{WORD_JOINER}{written}" if written.startswith("=") else written


def find_number_format(numbers: Numbers, texts: tuple[str, ...]) -> str | None:
    """Find the number format that writes these figures just so, None if there is none.

    With it a label follows its figure when somebody changes that.
    """
    pairs = [(n, t) for n, t in zip(numbers, texts, strict=True) if n is not None]
    if not pairs or any(number < 0 for number, _text in pairs):
        return None
    for decimals, unit in product(range(MOST_DECIMALS), UNITS):
        if all(show_number(n, decimals=decimals) + unit == t for n, t in pairs):
            places = f".{'0' * decimals}" if decimals else ""
            return f"{LOCALES[language()]}#,##0{places}{UNITS[unit]}"
    return None


def find_letters(texts: tuple[str, ...]) -> int:
    """Find how many letters the longest line of some texts has."""
    return max((len(line) for text in texts for line in text.split("\n")), default=0)
