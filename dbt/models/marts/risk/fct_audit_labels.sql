with

audits as (

    select * from {{ ref('int_audits_decided') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

-- The form that the case was opened with. Not every audit had one.
forms as (

    select
        case_id,
        arg_max(clause_version_code, sent_on) as form_version_code
    from self_assessments
    where case_id is not null and clause_version_code is not null
    group by case_id

),

labels as (

    select
        audits.audit_id,
        audits.supplier_id,
        audits.category_code,
        audits.as_of_on,
        audits.visited_on,
        audits.report_approved_on as known_on,
        audits.has_major_finding,
        audits.audit_type_code,
        coalesce(audits.auditor_id, audits.performer_code) as auditor_code,
        audits.performer_code,
        coalesce(audits.announced_code, 'unknown') as announced_code,
        coalesce(forms.form_version_code, 'unknown') as form_version_code,
        coalesce(audits.trigger_code, 'unknown') as trigger_code,
        audits.is_re_audit,
        {{ year_of('audits.visited_on') }} as visit_year,
        suppliers.corporate_group_id,
        audits.region_code,
        audits.procurement_region_code,
        suppliers.size_class_code
    from audits
    inner join suppliers on audits.supplier_id = suppliers.supplier_id
    left join forms on audits.case_id = forms.case_id

)

select * from labels
