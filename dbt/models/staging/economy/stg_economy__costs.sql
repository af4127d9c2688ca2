with

source as (

    select * from {{ source('economy', 'costs') }}

),

-- A year is exported whole; lines that are alike are two costs.
newest as (

    select *
    from source
    {{ keep_newest_file('period_year') }}

),

renamed as (

    select
        -- ids
        period_year,

        -- words
        cost_type_code,
        payer_code,

        -- numbers
        cost_sek,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
