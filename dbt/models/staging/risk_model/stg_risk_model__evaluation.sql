with

source as (

    select * from {{ source('risk_model', 'evaluation') }}

),

renamed as (

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
    from source

)

select * from renamed
