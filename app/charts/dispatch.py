"""The file that the system support takes in: its headings, in its own order."""

import polars as pl

from app.charts.case_words import METHOD_NAMES, show_word
from app.charts.spec import Cell, Table
from app.messages import _, ngettext


def build_dispatch_table(lines: pl.DataFrame) -> Table:
    """Build the rows to send out; contact persons are in nobody's data here.

    Args:
        lines: As from `fetch_dispatch_lines`.
    """
    headings = (
        *(_("Organisation"), _("Organisation number"), _("Country")),
        *(_("Procurement region"), _("Region"), _("Purchasing category")),
        *(_("Product"), _("Contract number"), _("Contract start"), _("Contract end")),
        *(_("Form or audit"), _("Form version")),
    )
    columns = (
        *("supplier_name", "organisation_number", "country_name"),
        *("procurement_region_code", "place_name", "category_name"),
        *("product_name", "contract_number", "starts_on", "ends_on"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(row[column] for column in columns),
            show_word(METHOD_NAMES, row["form_code"]),
            row["clause_version_name"],
        )
        for row in lines.iter_rows(named=True)
    ]
    return Table(headings, tuple(rows))


def build_dispatch_sentence(lines: pl.DataFrame, *, n_wanted: int) -> str:
    """Say how much there is to send out, and whom the data does not have.

    Args:
        lines: As from `fetch_dispatch_lines`.
        n_wanted: Suppliers that something is to be sent to.
    """
    n_found = lines["supplier_id"].n_unique()
    said = ngettext(
        "%(n)s supplier to send to, %(lines)s contract lines",
        "%(n)s suppliers to send to, %(lines)s contract lines",
        n_found,
        lines=lines.height,
    )
    if n_found == n_wanted:
        return said
    missing = ngettext(
        "%(n)s planned supplier is not in the data and not in the list",
        "%(n)s planned suppliers are not in the data and not in the list",
        n_wanted - n_found,
    )
    return f"{said}. {missing}."
