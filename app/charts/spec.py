"""What a chart says, apart from how it is drawn.

    frame ─build→ ChartSpec ─draw→ screen (Plotly), print (Vega-Lite), office (native)
                      └─ title, table and footer → page, download and report

A chart that is only a picture helps nobody who listens to the page, so a spec cannot
be made without its sentence, its alternative text, its table and its source.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.charts.forms import Marks

# A row of a query, by column name.
Row = dict[str, Any]
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Footer:
    """Where the figures come from.

    `filters` says in words what the reader chose. `terms_code` says what may be done
    with them: suppliers (named or told apart; the default, for it is the careful one),
    aggregates, statistics (the National Agency's) or open (published as open data).
    """

    source: str
    data_on: date | None
    filters: str
    build_id: str
    is_example: bool
    terms_code: str = "suppliers"


@dataclass(frozen=True)
class Table:
    """The same facts as rows. Numbers stay numbers; the reader's software adds them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        """Refuse rows that do not fit under the headings."""
        if any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError(f"a row does not have {len(self.headings)} cells")


@dataclass(frozen=True)
class NumberCard:
    """One number in the row on top of a page, with what it is compared with."""

    label: str
    number: str
    note: str = ""


@dataclass(frozen=True)
class ChartSpec:
    """Everything a chart says.

    Args:
        name: Latin letters and underscores; becomes the file name of the download.
        title: The takeaway, a sentence with the number.
        subtitle: What is measured, unit, place, period.
        alt: What a listener needs instead of the picture.
        note: What a reader must not assume; may be empty.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    footer: Footer
    table: Table
    marks: Marks
    note: str = ""
