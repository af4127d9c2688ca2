with

sites_used as (

    select * from {{ ref('int_web_sites_used') }}

),

-- A new address takes over: whatever is counted from that day is another series.
moved as (

    select
        'web_statistics' as series_code,
        used_from_on as broken_on,
        lag(site_code) over (order by used_from_on, site_code) as before_code,
        site_code as after_code,
        'moved_site' as break_reason_code
    from sites_used

),

breaks as (

    select * from moved
    where before_code is not null

)

select * from breaks
