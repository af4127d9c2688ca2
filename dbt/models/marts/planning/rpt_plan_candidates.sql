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

located as (

    select * from {{ ref('int_supplier_categories_located') }}

),

listed as (

    select * from {{ ref('int_supplier_categories_listed') }}

),

due as (

    select * from {{ ref('int_supplier_categories_due') }}

),

planned as (

    select * from {{ ref('int_suppliers_planned_before') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

candidates as (

    select
        scores.supplier_id,
        suppliers.supplier_name,
        suppliers.corporate_group_id,
        suppliers.size_class_code in ('micro', 'small') as is_small,
        scores.category_code,
        categories.is_prioritised,
        categories.responsible_procurement_region_code,
        located.main_country_code,
        listed.region_codes,
        listed.procurement_region_codes,
        contracted.annual_value_sek,
        contracted.contract_ends_on,
        {{ months_before(
            'contracted.contract_ends_on', var('contract_months_left')
        ) }} as last_visit_on,
        scores.probability,
        scores.probability_sd,
        scores.severity_score,
        scores.exposure_score,
        scores.value_score,
        scores.band_code,
        features.country_risk,
        features.category_risk,
        features.is_eligible,
        features.ineligible_reason_code,
        coalesce(features.last_audit_major = 1, false) as is_last_audit_major,
        due.due_reason_code,
        planned.supplier_id is not null as is_in_last_plan,
        scores.as_of_on,
        scores.model_run_id
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
    left join located
        on
            scores.supplier_id = located.supplier_id
            and scores.category_code = located.category_code
            and features.as_of_on = located.as_of_on
    left join due
        on
            scores.supplier_id = due.supplier_id
            and scores.category_code = due.category_code
    left join planned on scores.supplier_id = planned.supplier_id

)

select * from candidates
