with

source as (

    select * from {{ source('risk_model', 'shadow_lists') }}

),

renamed as (

    select
        -- ids
        model_run_id,
        supplier_id,

        -- words
        model_code,

        -- numbers
        list_rank,

        -- dates
        as_of_on

    from source

)

select * from renamed
