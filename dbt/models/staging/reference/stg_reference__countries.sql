with

source as (

    select * from {{ source('reference', 'countries') }}

),

renamed as (

    select
        country_code,
        country_name_sv,
        country_name_en
    from source

)

select * from renamed
