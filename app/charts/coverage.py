"""What is said of coverage: sources, regions and key figures."""

import polars as pl

from app.charts.source_words import show_code, show_source
from app.charts.spec import Cell, NumberCard, Table
from app.formatting import show_date, show_number, show_percent, show_share
from app.messages import _, ngettext

# A source is old when its newest file is this much older than the newest of all.
OLD_AFTER_DAYS = 100
# So much unknown in a figure is worth a reader's eye.
MUCH_UNKNOWN_PCT = 10.0


def build_coverage_numbers(
    sources: pl.DataFrame, regions: pl.DataFrame, kpis: pl.DataFrame
) -> tuple[NumberCard, ...]:
    """Build the row of numbers: delivered sources, oldest, regions, unknown.

    Args:
        sources: As from `fetch_source_coverage`.
        regions: As from `fetch_region_coverage`.
        kpis: As from `fetch_kpi_coverage`.
    """
    delivered = sources.filter(pl.col("is_delivered"))
    whole = kpis.filter(
        (pl.col("n_tables_delivered") == pl.col("n_tables"))
        & pl.col("period_year").is_not_null()
    )
    days = delivered["last_data_on"].drop_nulls().sort()
    oldest = "\u2013" if days.is_empty() else show_date(days[0])
    return (
        NumberCard(
            _("Sources delivered"),
            _build_part(delivered.height, sources.height),
        ),
        NumberCard(_("Oldest data in use"), oldest),
        NumberCard(
            _("Regions that send themselves"),
            _build_part(regions.filter(pl.col("n_files") > 0).height, regions.height),
            _("the others' data comes through the secretariat"),
        ),
        NumberCard(
            _("Key figures with all their data"), _build_part(whole.height, kpis.height)
        ),
    )


def build_source_title(sources: pl.DataFrame) -> str:
    """Say how many sources have not come, and how many are old.

    Args:
        sources: As from `fetch_source_coverage`.
    """
    n_missing = sources.filter(~pl.col("is_delivered")).height
    n_old = sources.filter(pl.col("age_days") > OLD_AFTER_DAYS).height
    title = (
        ngettext(
            "%(n)s source has not been delivered",
            "%(n)s sources have not been delivered",
            n_missing,
        )
        if n_missing
        else _("Every source has been delivered")
    )
    if n_old:
        old = ngettext("%(n)s is old", "%(n)s are old", n_old)
        title = f"{title}, {old}"
    return title


def build_source_table(sources: pl.DataFrame) -> Table:
    """Build every table with how complete and old it is, what is missing first."""
    rows: list[tuple[Cell, ...]] = [
        (
            show_source(row["source_name"], row["table_name"]),
            _build_state(row["age_days"], is_delivered=row["is_delivered"]),
            show_date(row["last_data_on"]),
            row["age_days"],
            row["n_rows"],
            show_share(row["n_filled"], row["n_expected"]),
            show_code(row["agreed_frequency"]),
        )
        for row in sources.iter_rows(named=True)
    ]
    headings = (
        *(_("Source"), _("State"), _("Data as of"), _("Days old")),
        *(_("Rows in use"), _("Filled in"), _("Agreed to come")),
    )
    return Table(headings, tuple(rows))


def build_region_title(regions: pl.DataFrame) -> str:
    """Say how many regions have no figure for the newest year.

    Args:
        regions: As from `fetch_region_coverage`.
    """
    n_silent = regions.filter(pl.col("n_kpis") == 0).height
    if not n_silent:
        return _("Every region has figures for the newest year")
    return ngettext(
        "%(n)s region has no figure for the newest year",
        "%(n)s regions have no figure for the newest year",
        n_silent,
    )


def build_region_table(regions: pl.DataFrame) -> Table:
    """Build how many figures each region is in, and what it has sent itself."""
    rows: list[tuple[Cell, ...]] = [
        (
            row["region_name"],
            _build_part(row["n_tables_delivered"] or 0, row["n_tables"] or 0),
            row["n_kpis"],
            row["newest_year"],
            row["n_files"] or 0,
            show_date(row["data_on"]),
            show_number(row["n_accepted"]),
            show_number(row["n_rejected"]),
        )
        for row in regions.iter_rows(named=True)
    ]
    headings = (
        *(_("Region"), _("Sources with its rows"), _("Key figures with a figure")),
        _("Newest year"),
        *(_("Own files in use"), _("Data as of")),
        *(_("Rows accepted"), _("Rows rejected")),
    )
    return Table(headings, tuple(rows))


def build_kpi_title(kpis: pl.DataFrame) -> str:
    """Say how many key figures lack figures, and in how many much is unknown.

    Args:
        kpis: As from `fetch_kpi_coverage`.
    """
    much = kpis.filter(pl.col("missing_pct") > MUCH_UNKNOWN_PCT).height
    none = kpis.filter(pl.col("period_year").is_null()).height
    return _(
        "%(none)s key figures lack figures; in %(much)s over %(limit)s is unknown",
        none=show_number(none),
        much=show_number(much),
        limit=show_percent(MUCH_UNKNOWN_PCT),
    )


def build_kpi_table(kpis: pl.DataFrame) -> Table:
    """Build each KPI with its sources, its oldest data and what is unknown in it."""
    rows: list[tuple[Cell, ...]] = [
        (
            row["kpi_id"],
            row["kpi_name"],
            _build_part(row["n_tables_delivered"], row["n_tables"]),
            _build_missing(row["missing_tables"]),
            row["oldest_data_on"],
            row["period_year"],
            row["n_missing"],
            show_percent(row["missing_pct"]),
            row["n_regions"],
        )
        for row in kpis.iter_rows(named=True)
    ]
    headings = (
        *(_("Number"), _("Key figure"), _("Sources delivered"), _("Lacks")),
        *(_("Oldest data"), _("Newest year"), _("Unknown"), _("Unknown share")),
        _("Regions with a figure"),
    )
    return Table(headings, tuple(rows))


def _build_part(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s", part=show_number(part), whole=show_number(whole))


def _build_state(age_days: int | None, *, is_delivered: bool) -> str:
    if not is_delivered:
        return _("Not delivered")
    return _("Old") if (age_days or 0) > OLD_AFTER_DAYS else _("Delivered")


def _build_missing(tables: str | None) -> str:
    return ", ".join(show_code(name) for name in (tables or "").split("; ") if name)
