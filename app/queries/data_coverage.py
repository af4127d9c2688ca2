"""Which sources and regions have delivered, how complete and how old it is."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch


def fetch_source_coverage(principal: Principal) -> pl.DataFrame:
    """Fetch what has been delivered of every table that some KPI is made from.

    Returns:
        One row per table, what has not come first and then the oldest: source_name,
        table_name, n_kpis, is_delivered, n_files, n_senders, n_accepted, n_rejected
        (null when nothing came), data_on, age_days, received_at (UTC).
    """
    return fetch(
        """
        select
            source_name,
            table_name,
            count(*) as n_kpis,
            any_value(is_delivered) as is_delivered,
            any_value(n_files) as n_files,
            any_value(n_senders) as n_senders,
            any_value(n_accepted) as n_accepted,
            any_value(n_rejected) as n_rejected,
            any_value(data_on) as data_on,
            any_value(age_days) as age_days,
            any_value(received_at) as received_at
        from marts.rpt_kpi_sources
        where not is_reference
        group by source_name, table_name
        order by is_delivered, age_days desc, source_name, table_name
        """,
        principal=principal,
    )


def fetch_region_coverage(principal: Principal) -> pl.DataFrame:
    """Fetch what every region has sent itself, and how many KPIs have its figures.

    Returns:
        One row per region that the reader may see, in the order of the tree:
        region_name, sender_code, n_kpis (with a figure for the year of the newest
        data), newest_year (with any figure); and of the files in use that the region
        has sent itself, null without any: n_files, n_accepted, n_rejected, data_on.
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
    own = _fetch_own_files(principal)
    return figures.join(own, on="sender_code", how="left", maintain_order="left")


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
