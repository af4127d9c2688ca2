with

audits as (

    select * from {{ ref('int_audits_first_judged') }}

),

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

-- Only what was assessed before the visit could have been trusted.
paired as (

    select
        audits.audit_id,
        self_assessments.self_assessment_id,
        self_assessments.assessed_on,
        self_assessments.clause_version_code,
        self_assessments.fulfilled_score,
        self_assessments.case_id = audits.case_id as is_same_case
    from audits
    inner join self_assessments
        on
            audits.supplier_id = self_assessments.supplier_id
            and audits.category_code = self_assessments.category_code
            and audits.visited_on > self_assessments.assessed_on
    where self_assessments.fulfilled_score is not null
    qualify row_number() over (
        partition by audits.audit_id
        order by
            self_assessments.assessed_on desc,
            self_assessments.self_assessment_id desc
    ) = 1

),

-- An audit's export does not say by which clause its findings are numbered. A seventh
-- requirement is of 2021; else it is the form of its own case, else that of the
-- contracts in force when they agree, else unknown.
compared as (

    select
        audits.audit_id,
        audits.supplier_id,
        audits.category_code,
        audits.audit_type_code,
        audits.visited_on,
        audits.has_major_finding,
        audits.weighted_findings_score,
        audits.n_major_findings,
        audits.n_unplaced_major_findings,
        paired.self_assessment_id,
        paired.assessed_on,
        paired.fulfilled_score,
        paired.fulfilled_score >= {{ var('self_assessment_approved_score') }}
            as is_approved,
        paired.clause_version_code,
        case
            when audits.has_seventh_requirement then 'seven_requirements_2021'
            when paired.is_same_case then paired.clause_version_code
            else audits.contract_clause_version_code
        end as audit_clause_version_code
    from audits
    left join paired on audits.audit_id = paired.audit_id

)

select * from compared
