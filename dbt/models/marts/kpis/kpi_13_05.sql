with

items as (

    select * from {{ ref('stg_environmental_scanning__scanning_items') }}

),

prioritised as (

    select * from {{ ref('int_categories_prioritised') }}

),

-- The day the item was shared decides whether its category was prioritised, so that
-- a new list of categories never changes earlier years.
shared as (

    select
        items.item_id,
        items.category_code,
        items.source_kind_code,
        items.shared_on as counted_on
    from items
    where exists (
        select 1
        from prioritised
        where
            items.category_code = prioritised.category_code
            and items.shared_on >= prioritised.prioritised_from_on
            and items.shared_on
            <= coalesce(prioritised.prioritised_to_on, items.shared_on)
    )

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
