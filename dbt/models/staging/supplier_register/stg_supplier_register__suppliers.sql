with

source as (

    select * from {{ source('supplier_register', 'suppliers') }}

),

-- The register is exported whole every month; only the newest row is current.
newest as (

    select *
    from source
    {{ keep_newest_row(['organisation_number']) }}

),

renamed as (

    select
        -- ids
        {{ supplier_id('organisation_number') }} as supplier_id,
        organisation_number,
        {{ supplier_id('parent_organisation_number') }} as parent_supplier_id,

        -- words
        trim(supplier_name) as supplier_name,
        registration_country_code,

        -- numbers
        number_of_employees,

        -- dates
        registered_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
