"""What is published of the follow-ups and how much it is read. Rows in, words out."""

import polars as pl

from app.charts.spec import Cell, Row, Table
from app.formatting import show_number, show_share
from app.messages import _, ngettext


def build_reach_title(rows: pl.DataFrame, *, year: int) -> str:
    """Say how many summaries were published, and how often results were read.

    Args:
        rows: As from `fetch_result_reach`, not empty: all categories come first.
        year: The year that they are of.
    """
    whole = rows.row(0, named=True)
    views = show_number(whole["n_page_views"])
    if whole["n_published"] is None:
        return _(
            "Results were viewed %(views)s times in %(year)s", **_told(views, year)
        )
    return ngettext(
        "%(n)s summary published in %(year)s, results viewed %(views)s times",
        "%(n)s summaries published in %(year)s, results viewed %(views)s times",
        whole["n_published"],
        **_told(views, year),
    )


def build_reach_table(rows: pl.DataFrame) -> Table:
    """Build the list of categories from the rows of `fetch_result_reach`."""
    headings = (
        *(_("Category"), _("Published"), _("Within 90 days")),
        *(_("Views"), _("Downloads")),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            row["category_name"] or _("No known category"),
            row["n_published"],
            _show_in_time(row),
            row["n_page_views"],
            row["n_downloads"],
        )
        for row in rows.iter_rows(named=True)
    ]
    return Table(headings, tuple(cells))


def _told(views: str, year: int) -> dict[str, str]:
    return {"views": views, "year": str(year)}


def _show_in_time(row: Row) -> str | None:
    if not row["n_closed"]:
        return None
    return show_share(row["n_in_time"], row["n_closed"])
