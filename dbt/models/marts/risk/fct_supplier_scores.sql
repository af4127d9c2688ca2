with

scores as (

    select * from {{ ref('stg_risk_model__scores') }}

),

typed as (

    select
        supplier_id,
        category_code,
        as_of_on,
        model_run_id,
        stage_code,
        linear_score,
        typical_linear_score,
        probability,
        severity_score,
        exposure_score,
        value_score,
        share_in_top,
        band_code,
        cast(n_missing_features as integer) as n_missing_features
    from scores

)

select * from typed
