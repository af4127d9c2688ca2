with

source as (

    select * from {{ source('risk_history', 'scores') }}

),

renamed as (

    select
        model_run_id,
        supplier_id,
        category_code,
        probability,
        as_of_on
    from source

)

select * from renamed
