"""Which sources and regions have delivered, how complete and how old it is."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch


def fetch_source_coverage(principal: Principal) -> pl.DataFrame:
    """Fetch what has come of everything that is agreed, for the whole country.

    Returns:
        One row per table, what has not come first and then the oldest: source_name,
        owner_name and agreed_frequency (as the agreement says), table_name,
        is_delivered, n_rows, n_filled and n_expected (cells that a KPI needs; 0 where
        every one is required anyhow), last_data_on and age_days (null when nothing
        came).
    """
    return fetch(
        """
        select
            coverage.source_name,
            coverage.owner_name,
            coverage.agreed_frequency,
            coverage.table_name,
            coverage.is_delivered,
            coverage.n_rows,
            coverage.n_filled,
            coverage.n_expected,
            coverage.last_data_on,
            date_diff('day', coverage.last_data_on, builds.data_on) as age_days
        from marts.rpt_data_coverage as coverage
        cross join marts.fct_builds as builds
        where
            coverage.place_code = 'all'
            and coverage.source_kind_code = 'programme'
        order by
            coverage.is_delivered,
            age_days desc,
            coverage.source_name,
            coverage.table_name
        """,
        principal=principal,
    )


def fetch_region_coverage(principal: Principal) -> pl.DataFrame:
    """Fetch what every region has sent itself, and how many KPIs have its figures.

    Returns:
        One row per region that the reader may see, in the order of the tree:
        region_name, sender_code, n_kpis (with a figure for the year of the newest
        data), newest_year (with any figure); and of the files in use that the region
        has sent itself, null without any: n_files, n_accepted, n_rejected, data_on;
        n_tables (that tell regions), n_tables_delivered (with rows of the region).
    """
    figures = fetch(
        """
        select
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as region_name,
            places.place_code as sender_code,
            count(distinct kpi_id) filter (
                where figures.period_year = year(builds.data_on)
            ) as n_kpis,
            max(figures.period_year) as newest_year
        from marts.dim_places as places
        cross join marts.fct_builds as builds
        left join marts.fct_kpi_values as figures
            on
                places.place_code = figures.place_code
                and figures.period_kind_code = 'year'
                and figures.category_code = 'all'
                and figures.split_code = 'all'
        where
            places.place_level_code = 'region'
            and (len($visible_regions) = 0 or places.place_code in $visible_regions)
        group by places.sort_order, region_name, sender_code
        order by places.sort_order
        """,
        {"language": language()},
        principal=principal,
    )
    for more in (_fetch_own_files(principal), _fetch_tables(principal)):
        figures = figures.join(
            more, on="sender_code", how="left", maintain_order="left"
        )
    return figures


def _fetch_own_files(principal: Principal) -> pl.DataFrame:
    return fetch(
        """
        select
            sender_code,
            count(*) as n_files,
            cast(sum(n_accepted) as bigint) as n_accepted,
            cast(sum(n_rejected) as bigint) as n_rejected,
            max(data_on) as data_on
        from marts.rpt_imported_files
        where
            is_in_use
            and (len($visible_regions) = 0 or sender_code in $visible_regions)
        group by sender_code
        """,
        principal=principal,
    )


def _fetch_tables(principal: Principal) -> pl.DataFrame:
    return fetch(
        """
        select
            place_code as sender_code,
            count(*) as n_tables,
            count(*) filter (where is_delivered) as n_tables_delivered
        from marts.rpt_data_coverage
        where
            place_code <> 'all'
            and source_kind_code = 'programme'
            and (len($visible_regions) = 0 or place_code in $visible_regions)
        group by place_code
        """,
        principal=principal,
    )


def fetch_kpi_coverage(principal: Principal) -> pl.DataFrame:
    """Fetch how far each KPI's sources have come and how much of it is unknown.

    Returns:
        One row per KPI, in the pages' order: kpi_id, kpi_name, n_tables,
        n_tables_delivered, missing_tables (null when all have come), oldest_data_on,
        oldest_age_days, period_year (null without a figure), n_missing, missing_pct
        (0-100; null where it has no meaning), n_regions (null for national figures).
    """
    return fetch(
        """
        select
            coverage.kpi_id,
            if($language = 'sv', kpis.kpi_name_sv, kpis.kpi_name_en) as kpi_name,
            coverage.n_tables,
            coverage.n_tables_delivered,
            coverage.missing_tables,
            coverage.oldest_data_on,
            coverage.oldest_age_days,
            coverage.period_year,
            coverage.n_missing,
            coverage.missing_pct,
            coverage.n_regions
        from marts.rpt_kpi_coverage as coverage
        inner join marts.dim_kpis as kpis using (kpi_id)
        order by kpis.sort_order, coverage.kpi_id
        """,
        {"language": language()},
        principal=principal,
    )
