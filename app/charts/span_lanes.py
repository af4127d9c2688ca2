"""Where spans of days lie: lanes of a row, the days to show, and years to name."""

from datetime import date

from app.charts.forms_timed import Spans

MOST_YEARS = 8
DAYS_AFTER = 240


def find_lanes(marks: Spans) -> tuple[dict[int, int], list[int]]:
    """Find which lane each span takes in its row, and how many lanes each row needs."""
    taken: list[list[int]] = [[] for _label in marks.labels]
    lanes = {}
    for at in sorted(range(len(marks.rows)), key=lambda at: marks.starts[at]):
        ends = taken[marks.rows[at]]
        start = marks.starts[at].toordinal()
        end = (marks.ends[at] or date.max).toordinal()
        lane = next((n for n, busy in enumerate(ends) if busy < start), len(ends))
        ends[lane : lane + 1] = [end]
        lanes[at] = lane
    return lanes, [max(len(ends), 1) for ends in taken]


def find_days(marks: Spans) -> tuple[int, int]:
    """Find the days to show: what is longer ago than eight years is cut off."""
    day = marks.day.toordinal()
    starts = [start.toordinal() for start in marks.starts]
    ends = [end.toordinal() for end in marks.ends if end is not None]
    first = max(min([*starts, day - 365]), day - MOST_YEARS * 365)
    return first, max([*ends, day]) + DAYS_AFTER


def find_start(marks: Spans, at: int, first: int) -> int:
    """Find the first day that is drawn of a span."""
    return max(marks.starts[at].toordinal(), first)


def find_end(marks: Spans, at: int, last: int) -> int:
    """Find where a span ends: its last day is part of it, one without runs on."""
    end = marks.ends[at]
    return last if end is None else end.toordinal() + 1


def find_height(lane: int, n_lanes: int) -> tuple[float, float]:
    """Find the middle of a lane, counted from its row's, and how high its bar is."""
    return (lane + 0.5) * 0.8 / n_lanes - 0.4, min(0.6, 0.66 / n_lanes)


def find_years(first: int, last: int, *, most: int) -> list[int]:
    """Find at most so many years, evenly apart, that begin within the days shown."""
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    step = -(-len(years) // most) or 1
    return [year for year in years if (year - years[0]) % step == 0]
