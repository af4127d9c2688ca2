with

source as (

    select * from {{ source('purchasing_categories', 'categories') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['category_code', 'valid_from_year']) }}

),

renamed as (

    select
        -- ids
        category_code,
        lfu_category_code,
        responsible_procurement_region_code,

        -- numbers
        valid_from_year,
        valid_to_year,

        -- dates
        prioritised_from_on,
        prioritised_to_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
