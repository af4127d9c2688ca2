with

weights as (

    select * from {{ ref('stg_risk_model__weights') }}

),

typed as (

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
    from weights

)

select * from typed
