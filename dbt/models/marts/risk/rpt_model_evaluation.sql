with

evaluation as (

    select * from {{ ref('stg_risk_model__evaluation') }}

),

typed as (

    select
        model_run_id,
        window_code,
        model_code,
        metric_code,
        measured,
        low,
        high,
        n_rows,
        n_positives,
        n_chosen,
        n_hits
    from evaluation

)

select * from typed
