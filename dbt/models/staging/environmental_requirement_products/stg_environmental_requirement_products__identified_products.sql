with

source as (

    select *
    from {{ source('environmental_requirement_products', 'identified_products') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['product_code', 'theme_code', 'plan_from_year']) }}

),

renamed as (

    select
        -- ids
        product_code,
        category_code,

        -- words
        product_name,
        theme_code,

        -- numbers
        plan_from_year,
        plan_to_year,

        -- dates
        identified_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
