{% set counts = {
    'numerator': "count(*) filter (answer_code = 'yes')",
    'denominator': 'count(*)',
    'n_missing': "count(*) filter (answer_code = 'unknown')",
} -%}

with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

packages as (

    select * from {{ ref('stg_environmental_requirements__packages') }}

),

first_adopted as (

    select
        product_code,
        theme_code as requirement_theme_code,
        min(adopted_on) as adopted_on
    from packages
    group by
        product_code,
        theme_code

),

-- Only a package that stood when the tender was advertised could be asked for. A line
-- is here once for each theme that its product has such a package of.
covered as (

    select
        contracts.*,
        first_adopted.requirement_theme_code
    from contracts
    inner join first_adopted
        on
            contracts.product_code = first_adopted.product_code
            and contracts.advertised_on > first_adopted.adopted_on

),

-- A contract of several products carries the requirements when all of them do. One
-- "no" settles it; otherwise one unknown leaves it unknown.
answered as (

    select
        contract_number,
        region_code,
        coalesce(category_code, 'all') as category_code,
        requirement_theme_code,
        min(procurement_region_code) as procurement_region_code,
        min(starts_on) as counted_on,
        case
            when bool_or(common_environmental_requirements_code = 'no') then 'no'
            when bool_and(common_environmental_requirements_code = 'yes') then 'yes'
            else 'unknown'
        end as answer_code
    from covered
    group by
        grouping sets (
            (contract_number, region_code, category_code),
            (contract_number, region_code),
            (contract_number, region_code, requirement_theme_code)
        )

),

by_category as (

    select * from answered
    where requirement_theme_code is null

),

by_theme as (

    select * from answered
    where requirement_theme_code is not null

),

rolled_up as (

    {{ kpi_roll_up('KPI-111-01', 'by_category', splits_categories=false, **counts) }}

),

rolled_up_by_theme as (

    {{ kpi_roll_up(
        'KPI-111-01',
        'by_theme',
        has_categories=false,
        splits={'requirement_theme': 'requirement_theme_code'},
        **counts
    ) }}

),

-- A contract of two themes is in both, so the themes do not add up to the total.
stacked as (

    select * from rolled_up

    union all

    select * from rolled_up_by_theme
    where split_code <> 'all'

)

select * from stacked
