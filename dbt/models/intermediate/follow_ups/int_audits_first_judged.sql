with

audits as (

    select * from {{ ref('fct_audits') }}

),

findings as (

    select * from {{ ref('fct_findings') }}

),

contracts as (

    select * from {{ ref('fct_contracts') }}

),

graded as (

    select
        audit_id,
        max(process_requirement) as last_requirement,
        count(*) filter (is_major) as n_major_findings,
        count(*) filter (is_major and process_requirement is null)
            as n_unplaced_major_findings
    from findings
    group by audit_id

),

in_force as (

    select
        audits.audit_id,
        min(contracts.clause_version_code) as clause_version_code,
        count(distinct contracts.clause_version_code) as n_clause_versions
    from audits
    inner join contracts
        on
            audits.supplier_id = contracts.supplier_id
            and audits.category_code = contracts.category_code
            and audits.visited_on >= contracts.starts_on
            and audits.visited_on <= coalesce(contracts.ends_on, audits.visited_on)
    group by audits.audit_id

),

-- A re-audit closes what the first one found; a report that is not approved says
-- nothing yet.
judged as (

    select
        audits.audit_id,
        audits.case_id,
        audits.supplier_id,
        audits.category_code,
        audits.audit_type_code,
        audits.visited_on,
        audits.has_major_finding,
        audits.weighted_findings_score,
        coalesce(graded.n_major_findings, 0) as n_major_findings,
        coalesce(graded.n_unplaced_major_findings, 0) as n_unplaced_major_findings,
        coalesce(graded.last_requirement > 6, false) as has_seventh_requirement,
        case
            when in_force.n_clause_versions = 1 then in_force.clause_version_code
        end as contract_clause_version_code
    from audits
    left join graded on audits.audit_id = graded.audit_id
    left join in_force on audits.audit_id = in_force.audit_id
    where
        not audits.is_re_audit
        and audits.has_major_finding is not null

)

select * from judged
