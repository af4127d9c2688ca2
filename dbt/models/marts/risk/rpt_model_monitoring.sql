with

monitoring as (

    select * from {{ ref('stg_risk_model__monitoring') }}

),

typed as (

    select
        model_run_id,
        check_code,
        subject_code,
        measured,
        limit_high,
        is_ok
    from monitoring

)

select * from typed
