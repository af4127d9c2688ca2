with

contract_values as (

    select * from {{ ref('stg_procurement_statistics__contract_values') }}

),

region_numbers as (

    select * from {{ ref('region_organisation_numbers') }}

),

regions as (

    select * from {{ ref('regions') }}

),

by_regions as (

    select
        contract_values.period_year,
        contract_values.cpv_division_code,
        contract_values.contracted_value_sek,
        -- One krona stands for "no value given" and would pull every sum and mean.
        contract_values.contracted_value_sek > 1 as is_believable,
        regions.region_code,
        regions.procurement_region_code
    from contract_values
    inner join region_numbers
        on
            contract_values.buyer_organisation_number
            = region_numbers.organisation_number
    inner join regions on region_numbers.region_code = regions.region_code

),

rolled_up as (

    select
        cast(period_year as integer) as period_year,
        coalesce(region_code, procurement_region_code, 'SE') as place_code,
        coalesce(cpv_division_code, 'all') as cpv_division_code,
        sum(contracted_value_sek) filter (is_believable) as contracted_value_sek,
        count(*) filter (is_believable) as n_contract_values,
        count(*) filter (not coalesce(is_believable, false)) as n_left_out
    from by_regions
    group by
        period_year,
        grouping sets (
            (),
            (procurement_region_code),
            (region_code),
            (cpv_division_code),
            (cpv_division_code, procurement_region_code),
            (cpv_division_code, region_code)
        )

)

select * from rolled_up
