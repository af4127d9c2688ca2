with

source as (

    select * from {{ source('risk_model', 'gate') }}

),

renamed as (

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
    from source

)

select * from renamed
