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
        min(adopted_on) as adopted_on
    from packages
    group by product_code

),

-- Only a package that stood when the tender was advertised could be asked for.
covered as (

    select contracts.*
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
            (contract_number, region_code)
        )

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-111-01',
        'answered',
        numerator="count(*) filter (answer_code = 'yes')",
        denominator='count(*)',
        n_missing="count(*) filter (answer_code = 'unknown')",
        splits_categories=false,
    ) }}

)

select * from rolled_up
