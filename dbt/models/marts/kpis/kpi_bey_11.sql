with

cells as (

    select * from {{ ref('int_data_cells_counted') }}

),

regions as (

    select * from {{ ref('regions') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

placed as (

    select
        cells.source_name,
        cells.counted_on,
        cells.n_filled,
        cells.n_expected,
        regions.region_code,
        regions.procurement_region_code
    from cells
    left join regions on cells.region_code = regions.region_code

),

rolled_up as (

    {{ kpi_roll_up(
        'BEY-11',
        'placed',
        numerator='sum(n_filled)',
        denominator='sum(n_expected)',
        has_categories=false,
        splits={'dataset': 'source_name'},
    ) }}

),

reported as (

    select distinct
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        placed.region_code
    from placed
    inner join periods
        on placed.counted_on between periods.period_start and periods.counted_until
    where placed.region_code is not null

),

reported_periods as (

    select distinct
        period_kind_code,
        period_year,
        period_start,
        period_end
    from reported

),

-- Every region in every period for which any has reported.
expected as (

    select
        reported_periods.*,
        regions.region_code,
        regions.procurement_region_code,
        reported.region_code is not null as has_reported
    from reported_periods
    cross join regions
    left join reported
        on
            reported_periods.period_kind_code = reported.period_kind_code
            and reported_periods.period_start = reported.period_start
            and regions.region_code = reported.region_code

),

regions_reporting as (

    {{ kpi_roll_up_stock(
        'BEY-11',
        'expected',
        numerator='count(*) filter (has_reported)',
        denominator='count(*)',
        has_categories=false,
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    {{ kpi_measure('regions_reporting', 'regions_reporting') }}

)

select * from stacked
