"""The form that shows when something runs: spans of days in rows."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Spans:
    """What runs when: one row per label, a bar per span, a line on the day of the data.

    `rows` is the position of each span's label, `starts` its first day and `ends` its
    last; None runs on, and is drawn to the edge. `accents` are the spans that the title
    speaks of. `end_texts` stand at the end of each row, which has `end_pixels` of room.
    """

    labels: tuple[str, ...]
    rows: tuple[int, ...]
    starts: tuple[date, ...]
    ends: tuple[date | None, ...]
    texts: tuple[str, ...]
    accents: tuple[int, ...]
    end_texts: tuple[str, ...]
    day: date
    day_text: str
    end_pixels: int = 112
