with

builds as (

    select * from {{ ref('stg_build__runs') }}

),

months as (

    {{ months_from(2000, 2099) }}

),

begun_months as (

    select
        'month' as period_kind_code,
        {{ year_of('months.month_start') }} as period_year,
        months.month_start as period_start,
        {{ last_day_of('months.month_start') }} as period_end,
        least({{ last_day_of('months.month_start') }}, builds.data_on) as counted_until,
        builds.data_on < {{ last_day_of('months.month_start') }} as is_part_year
    from months
    inner join builds on months.month_start <= builds.data_on

)

select * from begun_months
