with

scores as (

    select * from {{ ref('stg_risk_model__scores') }}

),

features as (

    select * from {{ ref('fct_supplier_features') }}
    where is_today

),

contracted as (

    select * from {{ ref('int_supplier_categories_contracted') }}

),

listed as (

    select * from {{ ref('int_supplier_categories_listed') }}

),

audited as (

    select * from {{ ref('int_suppliers_audited') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

ranking as (

    select
        cast(
            row_number() over (
                order by
                    scores.value_score desc,
                    scores.supplier_id asc,
                    scores.category_code asc
            ) as integer
        ) as list_rank,
        scores.supplier_id,
        suppliers.supplier_name,
        suppliers.organisation_number,
        scores.category_code,
        categories.is_prioritised,
        row_number() over (
            partition by scores.supplier_id
            order by scores.value_score desc, scores.category_code asc
        ) = 1 as is_top_category,
        listed.region_codes,
        contracted.n_regions,
        contracted.annual_value_sek,
        contracted.contract_ends_on,
        listed.final_manufacture_country_codes,
        audited.last_audit_on,
        audited.supplier_id is null as is_never_audited,
        scores.probability,
        scores.severity_score,
        scores.exposure_score,
        scores.value_score,
        scores.share_in_top,
        scores.band_code,
        scores.reason_up_1,
        scores.points_up_1,
        scores.reason_up_2,
        scores.points_up_2,
        scores.reason_up_3,
        scores.points_up_3,
        scores.reason_down_1,
        scores.points_down_1,
        features.is_eligible,
        features.ineligible_reason_code,
        features.covered_from_on,
        contracted.right_to_inspect_code,
        scores.as_of_on,
        scores.model_run_id,
        scores.stage_code
    from scores
    inner join features
        on
            scores.supplier_id = features.supplier_id
            and scores.category_code = features.category_code
    inner join contracted
        on
            scores.supplier_id = contracted.supplier_id
            and scores.category_code = contracted.category_code
            and features.as_of_on = contracted.as_of_on
    inner join listed
        on
            scores.supplier_id = listed.supplier_id
            and scores.category_code = listed.category_code
    inner join suppliers on scores.supplier_id = suppliers.supplier_id
    inner join categories on scores.category_code = categories.category_code
    left join audited
        on
            scores.supplier_id = audited.supplier_id
            and features.as_of_on = audited.as_of_on

)

select * from ranking
