with

source as (

    select * from {{ source('reference', 'region_outlines') }}

),

renamed as (

    select
        region_code,
        ring_number,
        point_order,
        longitude,
        latitude
    from source

)

select * from renamed
