with

identified as (

    select *
    from
        {{ ref('stg_environmental_requirement_products__identified_products') }}

),

packages as (

    select * from {{ ref('stg_environmental_requirements__packages') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

-- Before any package has been delivered nobody knows which are adopted.
named as (

    select distinct
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until,
        identified.product_code,
        identified.category_code,
        identified.theme_code
    from periods
    inner join identified
        on
            periods.period_year
            between identified.plan_from_year and identified.plan_to_year
            and periods.counted_until >= identified.identified_on
    where
        periods.period_kind_code <> 'month'
        and identified.theme_code in ('climate', 'chemicals')
        and exists (select 1 from packages)

),

-- Products belong to the procurement region that answers for the category; they have
-- no region of their own.
harmonised as (

    select
        named.*,
        cast(null as varchar) as region_code,
        categories.responsible_procurement_region_code as procurement_region_code,
        packages.product_code is not null as is_adopted
    from named
    left join packages
        on
            named.product_code = packages.product_code
            and named.theme_code = packages.theme_code
            and named.counted_until >= packages.adopted_on
    left join categories on named.category_code = categories.category_code

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-111-03',
        'harmonised',
        numerator='count(distinct product_code) filter (is_adopted)',
        denominator='count(distinct product_code)',
        splits={'requirement_theme': 'theme_code'},
    ) }}

)

select * from rolled_up
