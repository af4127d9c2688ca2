with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

prioritised as (

    select * from {{ ref('int_categories_prioritised') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

in_force as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until,
        contracts.contract_number,
        contracts.region_code,
        contracts.product_code,
        contracts.procurement_region_code,
        contracts.supplier_id,
        contracts.category_code,
        contracts.final_manufacture_country_code
    from periods
    inner join contracts
        on
            periods.counted_until >= contracts.starts_on
            and (
                contracts.ends_on is null
                or periods.counted_until <= contracts.ends_on
            )
    inner join prioritised
        on
            contracts.category_code = prioritised.category_code
            and periods.counted_until >= prioritised.prioritised_from_on
            and (
                prioritised.prioritised_to_on is null
                or periods.counted_until <= prioritised.prioritised_to_on
            )

)

select * from in_force
