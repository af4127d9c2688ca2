with

source as (

    select * from {{ source('risk_model', 'runs') }}

),

renamed as (

    select
        model_run_id,
        is_shown,
        as_of_on,
        model_in_use_code,
        model_published_code,
        published_reason_code,
        stage_code,
        is_gate_passed,
        is_kill_switch_on,
        n_labels,
        n_positives,
        n_windows,
        n_suppliers,
        plan_size,
        prior_width,
        seed,
        decided_on,
        decided_by,
        note_sv,
        note_en,
        fingerprint_sha256,
        coefficients_sha256
    from source

)

select * from renamed
