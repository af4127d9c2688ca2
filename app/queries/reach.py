"""How much of the follow-ups is published, and how much the results are read."""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

PUBLISHED_IN_TIME = "KPI-13-07"
REACH = """
with reach as (
    select
        category_code,
        sum(n_published)::bigint as n_published,
        sum(n_page_views)::bigint as n_page_views,
        sum(n_downloads)::bigint as n_downloads
    from marts.rpt_result_reach
    where year(month_start) = $year
    group by category_code
)

select
    reach.category_code,
    if(
        $language = 'sv',
        categories.category_name_sv,
        categories.category_name_en
    ) as category_name,
    reach.n_published,
    reach.n_page_views,
    reach.n_downloads,
    in_time.denominator::bigint as n_closed,
    in_time.numerator::bigint as n_in_time
from reach
left join marts.dim_categories as categories using (category_code)
left join marts.fct_kpi_values as in_time
    on
        in_time.kpi_id = $in_time_kpi
        and in_time.period_kind_code = 'year'
        and in_time.period_year = $year
        and in_time.place_code = 'SE'
        and in_time.split_code = 'all'
        and in_time.category_code = reach.category_code
order by
    reach.category_code = 'unknown',
    reach.category_code <> 'all',
    category_name
"""


def fetch_result_reach(principal: Principal, *, year: int) -> pl.DataFrame:
    """Fetch a year's published summaries and their readers, in the whole country.

    Returns:
        One row per purchasing category, all of them first and those of no known
        category last: category_code, category_name (empty for those of none),
        n_published, n_page_views, n_downloads (each empty where nothing is known),
        n_closed and n_in_time (closed follow-ups, and those of them published within
        90 days; empty where none was closed).
    """
    return fetch(
        REACH,
        {"language": language(), "year": year, "in_time_kpi": PUBLISHED_IN_TIME},
        principal=principal,
    )
