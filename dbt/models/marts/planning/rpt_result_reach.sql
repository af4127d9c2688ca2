with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

publications as (

    select * from {{ ref('stg_follow_up_publications__case_publications') }}

),

pages as (

    select * from {{ ref('stg_web_statistics__page_views') }}

),

published as (

    select
        cast(date_trunc('month', publications.published_on) as date) as month_start,
        cases.category_code,
        count(*) as n_published
    from publications
    inner join cases on publications.case_id = cases.case_id
    where
        publications.published_on is not null
        and (
            cases.closed_on is not null
            or publications.traffic_light_code is not null
        )
    group by all

),

-- Months as they were received: a day's row is in its month's, a year's in no month.
seen as (

    select
        period_starts_on as month_start,
        coalesce(category_code, 'unknown') as category_code,
        sum(n_page_views) as n_page_views,
        sum(n_downloads) as n_downloads
    from pages
    where period_kind_code = 'month' and page_kind_code = 'results'
    group by all

),

stacked as (

    select
        month_start,
        category_code,
        n_published,
        null as n_page_views,
        null as n_downloads
    from published

    union all

    select
        month_start,
        category_code,
        null as n_published,
        n_page_views,
        n_downloads
    from seen

),

reached as (

    select
        month_start,
        case when grouping(category_code) = 1 then 'all' else category_code end
            as category_code,
        sum(n_published) as n_published,
        sum(n_page_views) as n_page_views,
        sum(n_downloads) as n_downloads
    from stacked
    group by
        grouping sets (
            (month_start),
            (month_start, category_code)
        )

),

-- None is known only from when publications began to be told of.
counted as (

    select
        month_start,
        category_code,
        cast(
            case
                when
                    month_start >= min(month_start) filter (n_published > 0) over ()
                    then coalesce(n_published, 0)
            end as bigint
        ) as n_published,
        cast(n_page_views as bigint) as n_page_views,
        cast(n_downloads as bigint) as n_downloads
    from reached

)

select * from counted
