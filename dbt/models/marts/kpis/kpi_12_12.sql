with

people as (

    select * from {{ ref('int_new_people_introduced') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- A year is told as the data stands today; the same part of an earlier year as it
-- would have been told then. Day 90 itself is in time.
due as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        people.person_id,
        people.role_code,
        people.region_code,
        people.procurement_region_code,
        coalesce(people.offered_on <= people.joined_on + 90, false) as is_in_time
    from people
    inner join periods
        on people.joined_on between periods.period_start and periods.counted_until
    cross join builds
    where
        people.joined_on + 90
        <= case
            when periods.period_kind_code = 'year' then builds.data_on
            else periods.counted_until
        end

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-12',
        'due',
        numerator='count(distinct person_id) filter (is_in_time)',
        denominator='count(distinct person_id)',
        has_categories=false,
        splits={'role': 'role_code'},
    ) }}

)

select * from rolled_up
