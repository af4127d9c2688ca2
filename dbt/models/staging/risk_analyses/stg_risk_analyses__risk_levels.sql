with

source as (

    select * from {{ source('risk_analyses', 'risk_levels') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row([
        'category_code',
        'published_on',
        'chain_step_code',
        'risk_area_code',
    ]) }}

),

renamed as (

    select
        -- ids
        category_code,

        -- words
        chain_step_code,
        risk_area_code,
        risk_level_code,

        -- dates
        published_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
