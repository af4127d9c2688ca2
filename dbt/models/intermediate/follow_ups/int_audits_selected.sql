with

audits as (

    select * from {{ ref('fct_audits') }}

),

cases as (

    select * from {{ ref('stg_follow_up_cases__cases') }}

),

-- A re-audit follows from what the first one found, not from the selection.
selected as (

    select
        audits.audit_id,
        audits.supplier_id,
        audits.category_code,
        audits.region_code,
        audits.procurement_region_code,
        audits.visited_on,
        audits.has_major_finding,
        cases.selection_method_code
    from audits
    inner join cases on audits.case_id = cases.case_id
    where
        not audits.is_re_audit
        and cases.selection_method_code in ('ranking', 'random_control')

)

select * from selected
