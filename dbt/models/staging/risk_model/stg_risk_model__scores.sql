with

source as (

    select * from {{ source('risk_model', 'scores') }}

),

renamed as (

    select
        supplier_id,
        category_code,
        as_of_on,
        model_run_id,
        stage_code,
        linear_score,
        typical_linear_score,
        probability,
        probability_sd,
        share_in_top,
        band_code,
        severity_score,
        exposure_score,
        value_score,
        n_missing_features,
        is_eligible,
        reason_up_1,
        points_up_1,
        reason_up_2,
        points_up_2,
        reason_up_3,
        points_up_3,
        reason_down_1,
        points_down_1
    from source

)

select * from renamed
