with

features as (

    select * from {{ ref('risk_features') }}

),

described as (

    select
        feature_code,
        feature_no,
        feature_name_sv,
        feature_name_en,
        expected_sign,
        prior_mean,
        prior_sd,
        scale_code,
        fact_source_sv,
        fact_source_en,
        reason_up_sv,
        reason_up_en,
        reason_down_sv,
        reason_down_en
    from features

)

select * from described
