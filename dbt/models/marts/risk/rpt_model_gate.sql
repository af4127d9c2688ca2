with

gate as (

    select * from {{ ref('stg_risk_model__gate') }}

),

typed as (

    select
        model_run_id,
        gate_code,
        check_code,
        is_passed,
        measured,
        measured_low,
        measured_high,
        limit_low,
        limit_high,
        reason_code
    from gate

)

select * from typed
