with

attended as (

    select * from {{ ref('int_webinars_attended') }}

),

regions as (

    select * from {{ ref('regions') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

medians as (

    select
        'KPI-12-07' as kpi_id,
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        attended.place_code,
        'all' as category_code,
        attended.split_code,
        attended.split_value_code,
        cast(median(attended.n_participants) as double) as numerator,
        cast(null as double) as denominator,
        count(*) filter (attended.n_participants is null) as n_missing
    from attended
    inner join periods
        on attended.held_on between periods.period_start and periods.counted_until
    where periods.period_kind_code <> 'month' or attended.split_code = 'all'
    group by all
    having median(attended.n_participants) is not null

),

-- Regions reached of those in the place: 21 in the nation.
reached as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        attended.place_code as region_code,
        regions.procurement_region_code,
        sum(attended.n_participants) > 0 as is_reached
    from attended
    inner join regions on attended.place_code = regions.region_code
    inner join periods
        on attended.held_on between periods.period_start and periods.counted_until
    where
        attended.split_code = 'all'
        and attended.n_participants is not null
        and periods.period_kind_code <> 'month'
    group by all

),

regions_reached as (

    {{ kpi_roll_up_stock(
        'KPI-12-07',
        'reached',
        numerator='count(*) filter (is_reached)',
        denominator='count(*)',
        has_categories=false,
    ) }}

),

stacked as (

    select * from medians

    union all

    {{ kpi_measure('regions_reached', 'regions_reached') }}

)

select * from stacked
