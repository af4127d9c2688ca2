with

roles as (

    select * from {{ ref('int_network_roles_placed') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- The last day in a role is a day in it.
in_role as (

    select distinct
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until,
        periods.is_part_year,
        roles.person_id,
        roles.role_code,
        roles.is_coordinator,
        roles.region_code,
        roles.procurement_region_code
    from periods
    inner join roles
        on
            periods.counted_until >= roles.joined_on
            and periods.counted_until <= coalesce(roles.left_on, periods.counted_until)

)

select * from in_role
