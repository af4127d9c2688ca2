with

source as (

    select * from {{ source('reference', 'cpv_divisions') }}

),

renamed as (

    select
        cpv_division_code,
        cpv_division_name_sv
    from source

)

select * from renamed
