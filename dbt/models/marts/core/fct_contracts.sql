with

contract_lines as (

    select * from {{ ref('stg_contract_register__contract_lines') }}

),

regions as (

    select * from {{ ref('regions') }}

),

placed as (

    select
        contract_lines.contract_number,
        contract_lines.region_code,
        contract_lines.product_code,
        regions.procurement_region_code,
        contract_lines.supplier_id,
        contract_lines.category_code,
        contract_lines.product_name,
        contract_lines.clause_version_code,
        contract_lines.clause_level_code,
        contract_lines.right_to_inspect_code,
        contract_lines.common_environmental_requirements_code,
        contract_lines.final_manufacture_country_code,
        contract_lines.annual_value_sek,
        contract_lines.starts_on,
        contract_lines.ends_on,
        contract_lines.advertised_on
    from contract_lines
    inner join regions on contract_lines.region_code = regions.region_code

)

select * from placed
