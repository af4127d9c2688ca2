with

site_visits as (

    select * from {{ ref('stg_web_statistics__site_visits') }}

),

sites_used as (

    select * from {{ ref('int_web_sites_used') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

-- Only the tool can tell how many different people came in a year: the year's own row,
-- and only when the year was over as it was exported. A part of a year has no such row.
visited as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        site_visits.site_code,
        site_visits.n_unique_visitors,
        periods.period_end >= sites_used.used_from_on
        and periods.period_end <= coalesce(sites_used.used_until_on, periods.period_end)
            as is_in_use
    from periods
    inner join site_visits
        on
            periods.period_kind_code = site_visits.period_kind_code
            and periods.period_start = site_visits.period_starts_on
    inner join sites_used on site_visits.site_code = sites_used.site_code
    where
        periods.counted_until = periods.period_end
        and site_visits.data_on >= periods.period_end
        and site_visits.n_unique_visitors is not null

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-13-04',
        'visited',
        numerator='sum(n_unique_visitors) filter (is_in_use)',
        has_regions=false,
        has_categories=false,
    ) }}

),

rolled_up_by_site as (

    {{ kpi_roll_up_stock(
        'KPI-13-04',
        'visited',
        numerator='sum(n_unique_visitors)',
        has_regions=false,
        has_categories=false,
        splits={'site': 'site_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from rolled_up_by_site
    where split_code = 'site' and period_kind_code = 'year'

)

select * from stacked
