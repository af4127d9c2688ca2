with

contract_values as (

    select * from {{ ref('stg_procurement_statistics__contract_values') }}

),

region_numbers as (

    select * from {{ ref('region_organisation_numbers') }}

),

unbelievable as (

    select
        'contract_values_at_most_one_sek' as qc_code,
        contract_values.procurement_id as subject_id,
        contract_values.buyer_name as subject_name,
        region_numbers.region_code,
        contract_values.contracted_value_sek as detail_figure
    from contract_values
    left join region_numbers
        on
            contract_values.buyer_organisation_number
            = region_numbers.organisation_number
    where contract_values.contracted_value_sek <= 1

)

select * from unbelievable
