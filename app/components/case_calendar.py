"""Deadlines as calendar entries: supplier, case and what is due, cleaned as any text.

No sub-supplier and nothing that somebody has written in free text is in a deadline.
"""

import polars as pl

from app.charts.open_cases import show_deadline
from app.charts.spec import Row
from app.components.escaping import show_text
from app.messages import _
from app.queries.builds import BuildFacts
from app.reports.calendar_file import CalendarEntry, build_calendar


def write_calendar(deadlines: pl.DataFrame, build: BuildFacts) -> bytes:
    """Write deadlines as a calendar file.

    Args:
        deadlines: As from `fetch_case_deadlines`.
        build: The build that they are of.
    """
    name = _("Deadlines of open cases")
    return build_calendar(
        f"{name} ({_('Example data')})" if build.is_example else name,
        [_build_entry(row) for row in deadlines.iter_rows(named=True)],
        written_at=build.built_at,
    )


def _build_entry(row: Row) -> CalendarEntry:
    lines = [
        _("Case %(case_id)s", case_id=show_text(row["case_id"])),
        f"{show_text(row['category_name'])}, {show_text(row['place_name'])}",
    ]
    if row["is_assumed"]:
        lines.append(_("The day is assumed: nobody has set it."))
    return CalendarEntry(
        identity=f"deadline:{row['deadline_id']}",
        day=row["due_on"],
        summary=_(
            "Last day: %(deadline)s, %(supplier)s",
            deadline=show_deadline(row).lower(),
            supplier=show_text(row["supplier_name"]),
        ),
        description="\n".join(lines),
        category=show_text(row["category_name"]),
    )
