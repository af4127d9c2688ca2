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
        probability,
        share_in_top,
        band_code
    from scores

)

select * from typed
