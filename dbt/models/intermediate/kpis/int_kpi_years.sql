with

builds as (

    select * from {{ ref('stg_build__runs') }}

),

years as (

    {{ years_from(2000, 2099) }}

),

-- How far the data year has come: nothing where the data covers the whole year.
begun_years as (

    select
        years.period_year,
        builds.data_on,
        {{ year_of('builds.data_on') }} - years.period_year as years_back,
        make_date(years.period_year, 1, 1) as period_start,
        make_date(years.period_year, 12, 31) as last_day
    from years
    inner join builds on years.period_year <= {{ year_of('builds.data_on') }}

),

periods as (

    select
        'year' as period_kind_code,
        period_year,
        period_start,
        last_day as period_end,
        least(last_day, data_on) as counted_until,
        data_on < last_day as is_part_year
    from begun_years

    union all

    -- The same part of every year, so that an unfinished year has something fair to
    -- be compared with.
    select
        'year_to_date' as period_kind_code,
        period_year,
        period_start,
        {{ months_before('data_on', '12 * years_back') }} as period_end,
        {{ months_before('data_on', '12 * years_back') }} as counted_until,
        false as is_part_year
    from begun_years

)

select * from periods
