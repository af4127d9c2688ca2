with

procurement_regions as (

    select * from {{ ref('procurement_regions') }}

),

diplomas as (

    select * from {{ ref('stg_diplomas__diplomas') }}

),

in_role as (

    select * from {{ ref('int_network_people_in_role') }}
    where is_coordinator

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where
        period_kind_code <> 'month'
        and period_year >= (select {{ year_of('min(awarded_on)') }} from diplomas)

),

-- The role decides which procurement region it is, not where the diploma was awarded.
active as (

    select distinct
        in_role.period_kind_code,
        in_role.period_start,
        in_role.procurement_region_code
    from in_role
    inner join diplomas
        on
            in_role.person_id = diplomas.person_id
            and in_role.counted_until >= diplomas.awarded_on
            and in_role.counted_until
            <= coalesce(diplomas.valid_to_on, in_role.counted_until)

),

covered as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        active.procurement_region_code is not null as is_covered
    from periods
    cross join procurement_regions
    left join active
        on
            periods.period_kind_code = active.period_kind_code
            and periods.period_start = active.period_start
            and procurement_regions.procurement_region_code
            = active.procurement_region_code

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-03',
        'covered',
        numerator='count(*) filter (is_covered)',
        denominator='count(*)',
        has_regions=false,
        has_categories=false,
    ) }}

)

select * from rolled_up
