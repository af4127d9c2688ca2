with

contracted as (

    select * from {{ ref('int_supplier_categories_eligible') }}

),

located as (

    select * from {{ ref('int_supplier_categories_located') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

self_assessed as (

    select * from {{ ref('int_supplier_categories_self_assessed') }}

),

supplier_history as (

    select * from {{ ref('int_suppliers_followed_up') }}

),

features as (

    select
        contracted.supplier_id,
        contracted.category_code,
        contracted.as_of_on,

        -- where and what
        located.country_risk,
        located.worst_country_risk,
        cast(categories.category_risk_score as double) as category_risk,
        {{ yes_as_one('located.is_on_goods_list') }} as high_risk_goods,
        {{ yes_as_one(
            'located.country_risk > 200 and categories.category_risk_score > 8'
        ) }} as country_by_category,
        cast(categories.labour_intensity_level as double) as labour_intensity,
        {{ yes_as_one('located.supplier_id is null') }} as country_not_declared,

        -- what the supplier says
        self_assessed.self_assessment_gap,
        {{ yes_as_one('coalesce(self_assessed.is_overdue, false)') }}
            as self_assessment_overdue,
        self_assessed.self_assessment_age_years,
        self_assessed.answers_without_evidence_share_pct,

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

        -- when the newest fact behind them was known
        located.country_fact_on,
        make_date(categories.valid_from_year, 1, 1) as category_fact_on,
        contracted.contract_fact_on,
        self_assessed.self_assessment_fact_on,
        supplier_history.audit_fact_on,
        supplier_history.finding_fact_on,
        supplier_history.group_fact_on,

        -- exposure and severity, which belong to the value and not to the risk
        contracted.annual_value_sek,
        contracted.n_regions,
        {{ exposure_score('contracted.annual_value_sek', 'contracted.n_regions') }}
            as exposure_score,
        coalesce(categories.severity_level, {{ var('severity_when_unknown') }}) / 4.0
            as severity_score,

        -- whether a visit may be planned at all
        contracted.ineligible_reason_code is null as is_eligible,
        contracted.ineligible_reason_code,

        -- for the fairness table only, never a feature
        suppliers.size_class_code
    from contracted
    inner join categories on contracted.category_code = categories.category_code
    inner join suppliers on contracted.supplier_id = suppliers.supplier_id
    inner join supplier_history
        on contracted.supplier_id = supplier_history.supplier_id
    left join located
        on
            contracted.supplier_id = located.supplier_id
            and contracted.category_code = located.category_code
    left join self_assessed
        on
            contracted.supplier_id = self_assessed.supplier_id
            and contracted.category_code = self_assessed.category_code

)

select * from features
