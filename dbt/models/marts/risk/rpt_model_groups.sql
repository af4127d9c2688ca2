with

groups as (

    select * from {{ ref('stg_risk_model__groups') }}

),

typed as (

    select
        model_run_id,
        group_kind_code,
        group_code,
        n_suppliers,
        n_chosen,
        n_chosen_expected,
        selection_ratio,
        n_judged,
        n_hits,
        n_false_alarms,
        verdict_code,
        reason_sv,
        reason_en
    from groups

)

select * from typed
