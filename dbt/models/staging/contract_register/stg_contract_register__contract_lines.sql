with

source as (

    select * from {{ source('contract_register', 'contract_lines') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['contract_number', 'region_code', 'product_code']) }}

),

renamed as (

    select
        -- ids
        contract_number,
        region_code,
        product_code,
        {{ supplier_id('organisation_number') }} as supplier_id,
        category_code,

        -- words
        product_name,
        clause_version_code,
        clause_level_code,
        final_manufacture_country_code,
        final_manufacture_place_name,
        -- Blank is unknown, never no.
        coalesce(right_to_inspect_code, 'unknown') as right_to_inspect_code,
        coalesce(common_environmental_requirements_code, 'unknown')
            as common_environmental_requirements_code,

        -- numbers
        annual_value_sek,

        -- dates
        starts_on,
        ends_on,
        advertised_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
