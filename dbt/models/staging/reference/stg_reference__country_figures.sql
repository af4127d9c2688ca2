with

source as (

    select * from {{ source('reference', 'country_figures') }}

),

renamed as (

    select
        country_code,
        figure_year,
        source_code,
        indicator_code,
        figure,
        is_high_good,
        known_on,
        origin,
        licence
    from source

)

select * from renamed
