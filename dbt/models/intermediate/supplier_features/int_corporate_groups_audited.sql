with

suppliers as (

    select
        supplier_id,
        corporate_group_id
    from {{ ref('dim_suppliers') }}

),

audited as (

    select * from {{ ref('int_suppliers_audited') }}

),

audited_members as (

    select
        suppliers.corporate_group_id,
        audited.supplier_id,
        audited.n_first_audits,
        audited.n_major_audits,
        audited.audit_fact_on
    from audited
    inner join suppliers on audited.supplier_id = suppliers.supplier_id

),

-- The supplier's own audits have a feature of their own.
others as (

    select
        suppliers.supplier_id,
        cast(sum(audited_members.n_first_audits) as bigint) as n_first_audits,
        cast(sum(audited_members.n_major_audits) as bigint) as n_major_audits,
        max(audited_members.audit_fact_on) as group_fact_on
    from suppliers
    inner join audited_members
        on
            suppliers.corporate_group_id = audited_members.corporate_group_id
            and suppliers.supplier_id <> audited_members.supplier_id
    group by suppliers.supplier_id

)

select * from others
