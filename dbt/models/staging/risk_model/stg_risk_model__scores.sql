with

source as (

    select * from {{ source('risk_model', 'scores') }}

),

renamed as (

    select
        supplier_id,
        category_code,
        as_of_on,
        model_run_id,
        stage_code,
        linear_score,
        probability,
        share_in_top,
        band_code
    from source

)

select * from renamed
