with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

case_regions as (

    select * from {{ ref('stg_follow_up_case_regions__case_regions') }}

),

regions as (

    select * from {{ ref('regions') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

-- A region that only benefits from a case neither leads it nor takes part.
active_regions as (

    select
        case_id,
        region_code,
        started_on
    from cases

    union

    select
        cases.case_id,
        case_regions.region_code,
        cases.started_on
    from case_regions
    inner join cases on case_regions.case_id = cases.case_id
    where case_regions.region_role_code in ('responsible', 'participating')

),

started as (

    select distinct
        periods.period_kind_code,
        periods.period_start,
        active_regions.region_code
    from active_regions
    inner join periods
        on
            active_regions.started_on
            between periods.period_start and periods.counted_until
    where periods.period_kind_code <> 'month'

),

-- Every region is here in a period when any of them was active: the others are a known
-- zero, and the denominator is all regions of the place.
asked as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        regions.region_code,
        regions.procurement_region_code,
        started.region_code is not null as is_active
    from periods
    cross join regions
    left join started
        on
            periods.period_kind_code = started.period_kind_code
            and periods.period_start = started.period_start
            and regions.region_code = started.region_code
    where
        exists (
            select 1
            from started as begun
            where
                periods.period_kind_code = begun.period_kind_code
                and periods.period_start = begun.period_start
        )

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-02',
        'asked',
        numerator='count(*) filter (is_active)',
        denominator='count(*)',
        has_categories=false,
    ) }}

)

select * from rolled_up
