with

audits as (

    select * from {{ ref('int_audits_self_assessed') }}

),

answers as (

    select * from {{ ref('int_answers_audited') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

contracts as (

    select * from {{ ref('fct_contracts') }}

),

buyers as (

    select
        supplier_id,
        list(distinct region_code order by region_code) as region_codes
    from contracts
    group by supplier_id

),

contradicted as (

    select
        audit_id,
        list(requirement_code order by requirement_code) as requirement_codes
    from answers
    where
        requirement_code <> 'whole'
        and is_approved
        and has_major_finding
    group by audit_id

),

newest as (

    select *
    from audits
    where
        is_approved
        and has_major_finding
    qualify row_number() over (
        partition by supplier_id, category_code
        order by visited_on desc, audit_id desc
    ) = 1

),

described as (

    select
        newest.supplier_id,
        newest.category_code,
        suppliers.supplier_name,
        suppliers.organisation_number,
        coalesce(buyers.region_codes, []) as region_codes,
        newest.audit_id,
        newest.audit_type_code,
        newest.visited_on,
        newest.assessed_on,
        newest.fulfilled_score,
        newest.n_major_findings,
        newest.weighted_findings_score,
        newest.clause_version_code,
        newest.clause_version_code = newest.audit_clause_version_code
            as is_same_clause_version,
        coalesce(contradicted.requirement_codes, []) as contradicted_requirement_codes
    from newest
    inner join suppliers on newest.supplier_id = suppliers.supplier_id
    left join buyers on newest.supplier_id = buyers.supplier_id
    left join contradicted on newest.audit_id = contradicted.audit_id

)

select * from described
