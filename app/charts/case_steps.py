"""Where cases get stuck: days in each step, of closed cases and of those waiting."""

import polars as pl

from app.charts.forms_compared import Pairs
from app.charts.spec import Cell, ChartSpec, Footer, Row, Table
from app.charts.words import build_listing
from app.formatting import show_number
from app.messages import _, ngettext

# A median of fewer closed cases than this says little of the next one.
FEWEST_CASES = 5
END_PIXELS = 152


def build_step_chart(times: pl.DataFrame, *, chosen: str, footer: Footer) -> ChartSpec:
    """Say in which step cases are the longest.

    Args:
        times: As from `fetch_step_times`, at least one row.
        chosen: Place and category in words.
        footer: Where the figures come from.
    """
    rows = list(times.iter_rows(named=True))
    marks = _build_marks(rows)
    return ChartSpec(
        name="case_steps",
        title=_build_title(rows),
        subtitle=_(
            "Days in each step: median of closed cases with the middle half, "
            "%(chosen)s",
            chosen=chosen,
        ),
        alt=_(
            "Dots by step of the process. %(listing)s.",
            listing=build_listing(marks.labels, marks.texts),
        ),
        note=_(
            "Corrective plan, corrections, re-audits and factory audits are one step: "
            "no source tells them apart. A step that a case skipped is not counted. "
            "Hollow dots: open cases that are in the step now, so far."
        ),
        footer=footer,
        table=_build_table(rows),
        marks=marks,
    )


def _build_marks(rows: list[Row]) -> Pairs:
    slowest = _find_slowest(rows)
    known = [_check_enough(row) for row in rows]
    return Pairs(
        labels=tuple(row["step_name"] for row in rows),
        numbers=_pick(rows, known, "median_days"),
        lows=_pick(rows, known, "lower_days"),
        highs=_pick(rows, known, "upper_days"),
        others=tuple(row["waiting_days"] for row in rows),
        texts=tuple(_show_row(row) for row in rows),
        key_texts=(_("closed cases, median"), _("waiting now, median so far")),
        accents=tuple(at for at, row in enumerate(rows) if row is slowest),
        reference=0.0,
        end_pixels=END_PIXELS,
    )


def _pick(rows: list[Row], known: list[bool], column: str) -> tuple[float | None, ...]:
    return tuple(
        row[column] if enough else None for row, enough in zip(rows, known, strict=True)
    )


def _build_title(rows: list[Row]) -> str:
    slowest = _find_slowest(rows)
    if slowest is None:
        return _("Too few cases are closed to tell where they get stuck")
    return _(
        "Cases are the longest in %(step)s: half of the closed ones for more than "
        "%(days)s days",
        step=slowest["step_name"].lower(),
        days=show_number(slowest["median_days"]),
    )


def _show_row(row: Row) -> str:
    days = (
        ngettext("%(n)s day", "%(n)s days", round(row["median_days"]))
        if _check_enough(row)
        else _("too few closed")
    )
    if not row["n_waiting"]:
        return days
    waiting = _("%(n)s waiting", n=show_number(row["n_waiting"]))
    return f"{days} \u00b7 {waiting}"


def _find_slowest(rows: list[Row]) -> Row | None:
    # What follows the closure keeps nobody's case open.
    judged = [
        row for row in rows if _check_enough(row) and row["step_code"] != "publication"
    ]
    return max(judged, key=lambda row: row["median_days"], default=None)


def _check_enough(row: Row) -> bool:
    return row["n_closed"] >= FEWEST_CASES


def _build_table(rows: list[Row]) -> Table:
    headings = (
        *(_("Step"), _("Closed cases"), _("Median, days"), _("Lower quartile")),
        *(_("Upper quartile"), _("Waiting now"), _("Waiting so far, median days")),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            row["step_name"],
            row["n_closed"],
            *(
                row[column] if _check_enough(row) else None
                for column in ("median_days", "lower_days", "upper_days")
            ),
            row["n_waiting"],
            row["waiting_days"],
        )
        for row in rows
    ]
    return Table(headings, tuple(cells))
