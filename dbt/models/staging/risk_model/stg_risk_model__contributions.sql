with

source as (

    select * from {{ source('risk_model', 'contributions') }}

),

renamed as (

    select
        supplier_id,
        category_code,
        feature_code,
        contribution,
        points,
        is_missing
    from source

)

select * from renamed
