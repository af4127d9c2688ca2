with

items as (

    select * from {{ ref('stg_communication_items__items') }}

),

regions as (

    select * from {{ ref('regions') }}

),

briefings as (

    select
        items.item_id,
        items.published_on as counted_on,
        items.region_code,
        regions.procurement_region_code
    from items
    left join regions on items.region_code = regions.region_code
    where items.communication_kind_code = 'briefing' and items.published_on is not null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-13-09',
        'briefings',
        numerator='count(distinct item_id)',
        n_missing='count(distinct item_id) filter (region_code is null)',
        has_categories=false,
    ) }}

),

reached as (

    {{ kpi_roll_up(
        'KPI-13-09',
        'briefings',
        numerator='count(distinct region_code)',
        denominator='21',
        n_missing='count(distinct item_id) filter (region_code is null)',
        has_regions=false,
        has_categories=false,
    ) }}

),

stacked as (

    select * from rolled_up
    union all
    select * replace ('measure' as split_code, 'regions_reached' as split_value_code)
    from reached
    where period_kind_code <> 'month'

)

select * from stacked
