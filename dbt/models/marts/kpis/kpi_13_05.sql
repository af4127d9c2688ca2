with

items as (

    select * from {{ ref('stg_environmental_scanning__scanning_items') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

shared as (

    select
        items.item_id,
        items.category_code,
        items.source_kind_code,
        items.shared_on as counted_on
    from items
    inner join categories on items.category_code = categories.category_code
    where categories.is_prioritised and items.shared_on is not null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-13-05',
        'shared',
        numerator='count(distinct item_id)',
        has_regions=false,
        splits={'source_type': 'source_kind_code'},
    ) }}

)

select * from rolled_up
