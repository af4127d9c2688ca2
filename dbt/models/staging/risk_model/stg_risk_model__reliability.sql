with

source as (

    select * from {{ source('risk_model', 'reliability') }}

),

renamed as (

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
    from source

)

select * from renamed
