with

contract_lines as (

    select * from {{ ref('int_contract_lines_prioritised') }}

),

-- A contract is known when all its products are. In the total it counts once for each
-- region, whatever the number of its categories.
declared as (

    select
        period_kind_code,
        period_year,
        period_start,
        period_end,
        contract_number,
        region_code,
        coalesce(category_code, 'all') as category_code,
        min(procurement_region_code) as procurement_region_code,
        count(*) = count(final_manufacture_country_code) as is_known
    from contract_lines
    group by
        grouping sets (
            (
                period_kind_code,
                period_year,
                period_start,
                period_end,
                contract_number,
                region_code,
                category_code
            ),
            (
                period_kind_code,
                period_year,
                period_start,
                period_end,
                contract_number,
                region_code
            )
        )

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'BEY-07',
        'declared',
        numerator='count(*) filter (is_known)',
        denominator='count(*)',
        splits_categories=false,
    ) }}

)

select * from rolled_up
