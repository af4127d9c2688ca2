with

site_visits as (

    select * from {{ ref('stg_web_statistics__site_visits') }}

),

first_years as (

    select
        *,
        min({{ year_of('period_starts_on') }}) over (partition by site_code)
            as first_year
    from site_visits

),

-- A year's row only says that the site was there some time of that year; months and
-- days say from when.
opened as (

    select
        site_code,
        coalesce(
            min(period_starts_on) filter (
                period_kind_code <> 'year'
                and {{ year_of('period_starts_on') }} = first_year
            ),
            min(period_starts_on)
        ) as used_from_on
    from first_years
    group by site_code

),

-- The new address takes over from the old one, even while both have visitors.
followed as (

    select
        site_code,
        used_from_on,
        {{ days_after(
            'lead(used_from_on) over (order by used_from_on, site_code)', -1
        ) }} as used_until_on
    from opened

)

select * from followed
