with

answers as (

    select * from {{ ref('stg_self_assessments__answers') }}

),

audits as (

    select * from {{ ref('int_audits_self_assessed') }}

),

findings as (

    select * from {{ ref('fct_findings') }}

),

-- The next audit is the first one that the form could have been trusted for.
next_audits as (

    select *
    from audits
    where self_assessment_id is not null
    qualify row_number() over (
        partition by self_assessment_id
        order by visited_on asc, audit_id asc
    ) = 1

),

found as (

    select
        audit_id,
        process_requirement,
        cast(count(*) as integer) as n_findings,
        cast(count(*) filter (is_major) as integer) as n_major_findings
    from findings
    where grade_code <> 'observation'
    group by
        audit_id,
        process_requirement

),

unplaced as (

    select distinct audit_id
    from found
    where process_requirement is null

),

-- Numbers mean other things in the other clause, and a finding without a number may be
-- of any requirement: then nobody knows that there was none.
compared as (

    select
        answers.supplier_id,
        answers.self_assessment_id,
        answers.category_code,
        answers.region_code,
        answers.clause_version_code,
        answers.process_requirement,
        answers.assessment_code,
        answers.has_evidence,
        answers.sent_on,
        answers.due_on,
        answers.answered_on,
        answers.assessed_on,
        next_audits.audit_id,
        next_audits.audit_type_code,
        next_audits.visited_on,
        next_audits.clause_version_code = next_audits.audit_clause_version_code
            as is_same_clause_version,
        case
            when
                next_audits.clause_version_code = next_audits.audit_clause_version_code
                and (found.n_findings is not null or unplaced.audit_id is null)
                then coalesce(found.n_findings, 0)
        end as n_findings,
        case
            when
                next_audits.clause_version_code = next_audits.audit_clause_version_code
                and (found.n_findings is not null or unplaced.audit_id is null)
                then coalesce(found.n_major_findings, 0)
        end as n_major_findings
    from answers
    left join next_audits
        on answers.self_assessment_id = next_audits.self_assessment_id
    left join found
        on
            next_audits.audit_id = found.audit_id
            and answers.process_requirement = found.process_requirement
    left join unplaced on next_audits.audit_id = unplaced.audit_id

)

select * from compared
