with

source as (

    select * from {{ source('risk_model', 'monitoring') }}

),

renamed as (

    select
        model_run_id,
        check_code,
        subject_code,
        measured,
        limit_high,
        is_ok
    from source

)

select * from renamed
