with

findings as (

    select * from {{ ref('fct_findings') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- A verification that came later was not known yet: the finding was still open.
known as (

    select
        findings.supplier_id,
        findings.audit_id,
        findings.process_requirement,
        findings.grade_code,
        findings.known_on,
        case
            when
                findings.verified_on is null
                or findings.verified_on >= builds.as_of_on
                then {{ days_between(
                    'coalesce(findings.changed_due_on, findings.due_on)',
                    'builds.as_of_on',
                ) }}
        end as days_overdue
    from findings
    inner join builds on findings.known_on < builds.as_of_on

),

repeated_requirements as (

    select
        supplier_id,
        process_requirement
    from known
    where grade_code <> 'observation' and process_requirement is not null
    group by
        supplier_id,
        process_requirement
    having count(distinct audit_id) > 1

),

repeated as (

    select distinct supplier_id from repeated_requirements

),

per_supplier as (

    select
        known.supplier_id,
        greatest(max(known.days_overdue), 0) as days_overdue,
        bool_or(repeated.supplier_id is not null) as is_repeated,
        max(known.known_on) as finding_fact_on
    from known
    left join repeated on known.supplier_id = repeated.supplier_id
    group by known.supplier_id

)

select * from per_supplier
