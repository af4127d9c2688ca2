with

reliability as (

    select * from {{ ref('stg_risk_model__reliability') }}

),

typed as (

    select
        model_run_id,
        model_code,
        audit_type_code,
        bin_number,
        n_audits,
        n_major_audits,
        predicted_pct,
        major_pct,
        low_pct,
        high_pct
    from reliability

)

select * from typed
