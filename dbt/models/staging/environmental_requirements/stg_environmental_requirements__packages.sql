with

source as (

    select * from {{ source('environmental_requirements', 'packages') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['product_code', 'theme_code']) }}

),

renamed as (

    select
        product_code,
        theme_code,
        package_name,
        adopted_on,
        source_file,
        source_row
    from newest

)

select * from renamed
