with

site_visits as (

    select * from {{ ref('stg_web_statistics__site_visits') }}

),

first_periods as (

    select
        site_code,
        min(period_starts_on) as first_on
    from site_visits
    group by site_code

),

-- A new address takes over: whatever is counted from that day is another series.
moved as (

    select
        'web_statistics' as series_code,
        first_on as broken_on,
        lag(site_code) over (order by first_on, site_code) as before_code,
        site_code as after_code,
        'moved_site' as break_reason_code
    from first_periods

),

breaks as (

    select * from moved
    where before_code is not null

)

select * from breaks
