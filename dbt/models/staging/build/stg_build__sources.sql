with

source as (

    select * from {{ source('build', 'sources') }}

),

renamed as (

    select
        source as source_name,
        "table" as table_name, -- noqa: RF06
        title as source_title,
        owner as owner_name,
        frequency as agreed_frequency,
        kind as source_kind_code,
        has_regions
    from source

)

select * from renamed
