with

first_awarded as (

    select * from {{ ref('int_diploma_holders') }}

),

in_role as (

    select * from {{ ref('int_network_people_in_role') }}
    where is_coordinator

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where
        period_kind_code <> 'month'
        and period_year >= (select {{ year_of('min(awarded_on)') }} from first_awarded)

),

coordinators as (

    select distinct
        period_kind_code,
        period_start,
        person_id
    from in_role

),

-- Coordinators without a diploma are here, as nobody, so that a region that has some
-- and no diploma is a known zero.
holders as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        first_awarded.region_code,
        first_awarded.procurement_region_code,
        first_awarded.person_id,
        first_awarded.is_seen_to_be_earned,
        coordinators.person_id is not null as is_in_role
    from periods
    inner join first_awarded on periods.counted_until >= first_awarded.awarded_on
    left join coordinators
        on
            periods.period_kind_code = coordinators.period_kind_code
            and periods.period_start = coordinators.period_start
            and first_awarded.person_id = coordinators.person_id

    union all

    select
        in_role.period_kind_code,
        in_role.period_year,
        in_role.period_start,
        in_role.period_end,
        in_role.region_code,
        in_role.procurement_region_code,
        null as person_id,
        true as is_seen_to_be_earned,
        true as is_in_role
    from in_role
    inner join periods
        on
            in_role.period_kind_code = periods.period_kind_code
            and in_role.period_start = periods.period_start

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-02',
        'holders',
        numerator='count(distinct person_id)',
        n_missing='count(distinct person_id) filter (not is_seen_to_be_earned)',
        has_categories=false,
    ) }}

),

still_in_role as (

    {{ kpi_roll_up_stock(
        'KPI-12-02',
        'holders',
        numerator='count(distinct person_id) filter (is_in_role)',
        has_categories=false,
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    {{ kpi_measure('still_in_role', 'in_role') }}

)

select * from stacked
