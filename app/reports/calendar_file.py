"""Write days as a calendar file that any calendar program can take in.

    entries -> [build_calendar] -> .ics: one all-day event per entry

An event keeps its identity from build to build, so that a file taken in again moves
what has moved instead of adding it once more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from app.messages import language

PRODUCT = "-//Malbild//Calendar//{language}"


@dataclass(frozen=True)
class CalendarEntry:
    """One day and what it is, in texts ready to show.

    `identity` is the same in every build.
    """

    identity: str
    day: date
    summary: str
    description: str
    category: str


def build_calendar(
    name: str, entries: Iterable[CalendarEntry], *, written_at: datetime
) -> bytes:
    """Build a calendar file.

    Args:
        name: What calendar programs call it.
        entries: The days; each becomes an event.
        written_at: UTC; the same entries and moment give the same bytes.

    Returns:
        An iCalendar file (RFC 5545), UTF-8, with one all-day event per entry.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(language=language().upper()))
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_build_event(entry, written_at))
    return calendar.to_ical()


def _build_event(entry: CalendarEntry, written_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'malbild:{entry.identity}')}@malbild")
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("categories", [entry.category])
    # A last day takes nobody's time.
    event.add("transp", "TRANSPARENT")
    return event
