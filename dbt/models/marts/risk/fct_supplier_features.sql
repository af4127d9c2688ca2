with

placed as (

    select * from {{ ref('int_supplier_categories_placed') }}

),

told as (

    select * from {{ ref('int_supplier_categories_told') }}

),

supplier_history as (

    select * from {{ ref('int_suppliers_followed_up') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

features as (

    select
        placed.supplier_id,
        placed.category_code,
        placed.as_of_on,
        placed.is_today,
        placed.is_half_year,
        placed.is_audit,

        -- where and what
        placed.country_risk,
        placed.worst_country_risk,
        placed.category_risk,
        placed.high_risk_goods,
        placed.country_by_category,
        placed.labour_intensity,
        placed.country_not_declared,

        -- what the supplier says
        told.tiers_disclosed,
        told.self_assessment_gap,
        told.self_assessment_overdue,
        told.self_assessment_age_years,
        told.answers_without_evidence_share_pct,
        told.subcontracting_share_pct,

        -- what audits found
        supplier_history.own_major_rate,
        supplier_history.last_audit_major,
        supplier_history.years_since_last_audit,
        supplier_history.never_audited,
        supplier_history.corrective_action_overdue,
        supplier_history.repeated_deviation,
        supplier_history.group_major_rate,
        supplier_history.new_supplier,
        supplier_history.last_audit_findings,
        supplier_history.findings_change,

        -- what others say
        told.signals_24_months,
        told.certificate_valid,
        told.authority_decision,
        told.price_far_below,

        -- when the newest fact behind them was known
        placed.country_fact_on,
        placed.category_fact_on,
        placed.contract_fact_on,
        told.self_assessment_fact_on,
        told.tiers_fact_on,
        told.subcontracting_fact_on,
        supplier_history.audit_fact_on,
        supplier_history.finding_fact_on,
        supplier_history.group_fact_on,
        told.signal_fact_on,
        told.certificate_fact_on,
        told.authority_fact_on,
        told.price_fact_on,

        -- exposure and severity, which belong to the value and not to the risk
        placed.annual_value_sek,
        placed.n_regions,
        {{ exposure_score('placed.annual_value_sek', 'placed.n_regions') }}
            as exposure_score,
        placed.severity_score,

        -- whether a visit may be planned at all
        placed.ineligible_reason_code is null as is_eligible,
        placed.ineligible_reason_code,
        placed.covered_from_on,

        -- for groups and the fairness table only, never a feature
        suppliers.corporate_group_id,
        suppliers.size_class_code,
        placed.country_band_code
    from placed
    inner join told
        on
            placed.supplier_id = told.supplier_id
            and placed.category_code = told.category_code
            and placed.as_of_on = told.as_of_on
    inner join supplier_history
        on
            placed.supplier_id = supplier_history.supplier_id
            and placed.as_of_on = supplier_history.as_of_on
    inner join suppliers on placed.supplier_id = suppliers.supplier_id

)

select * from features
