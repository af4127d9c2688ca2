with

findings as (

    select * from {{ ref('fct_findings') }}

),

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

days as (

    select distinct
        supplier_id,
        as_of_on
    from asked

),

-- A verification that came later was not known yet: the finding was still open.
known as (

    select
        findings.supplier_id,
        days.as_of_on,
        findings.audit_id,
        findings.process_requirement,
        findings.grade_code,
        findings.known_on,
        case
            when
                findings.verified_on is null
                or findings.verified_on >= days.as_of_on
                then {{ days_between(
                    'coalesce(findings.changed_due_on, findings.due_on)',
                    'days.as_of_on',
                ) }}
        end as days_overdue
    from findings
    inner join days
        on
            findings.supplier_id = days.supplier_id
            and findings.known_on < days.as_of_on

),

repeated_requirements as (

    select
        supplier_id,
        as_of_on,
        process_requirement
    from known
    where grade_code <> 'observation' and process_requirement is not null
    group by
        supplier_id,
        as_of_on,
        process_requirement
    having count(distinct audit_id) > 1

),

repeated as (

    select distinct
        supplier_id,
        as_of_on
    from repeated_requirements

),

per_supplier as (

    select
        known.supplier_id,
        known.as_of_on,
        greatest(max(known.days_overdue), 0) as days_overdue,
        bool_or(repeated.supplier_id is not null) as is_repeated,
        max(known.known_on) as finding_fact_on
    from known
    left join repeated
        on
            known.supplier_id = repeated.supplier_id
            and known.as_of_on = repeated.as_of_on
    group by
        known.supplier_id,
        known.as_of_on

)

select * from per_supplier
