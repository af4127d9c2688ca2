with

source as (

    select * from {{ source('reference', 'population') }}

),

renamed as (

    select
        region_code,
        year as period_year,
        population
    from source

)

select * from renamed
