with

source as (

    select * from {{ source('risk_model', 'weights') }}

),

renamed as (

    select
        model_run_id,
        column_code,
        feature_code,
        kind_code,
        category_code,
        expected_sign,
        prior_mean,
        prior_sd,
        weight,
        weight_sd,
        moved_sd,
        n_known
    from source

)

select * from renamed
