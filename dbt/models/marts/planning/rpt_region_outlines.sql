with

outlines as (

    select * from {{ ref('stg_reference__region_outlines') }}

),

placed as (

    select
        region_code as place_code,
        cast(ring_number as integer) as ring_number,
        cast(point_order as integer) as point_order,
        longitude,
        latitude
    from outlines

)

select * from placed
