with

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

group_audits as (

    select
        suppliers.corporate_group_id,
        audits.supplier_id,
        audits.is_re_audit,
        audits.has_major_finding,
        audits.report_approved_on
    from audits
    inner join suppliers on audits.supplier_id = suppliers.supplier_id

),

days as (

    select distinct
        asked.supplier_id,
        asked.as_of_on,
        suppliers.corporate_group_id
    from asked
    inner join suppliers on asked.supplier_id = suppliers.supplier_id

),

-- The supplier's own audits have a feature of their own.
others as (

    select
        days.supplier_id,
        days.as_of_on,
        count(*) filter (not group_audits.is_re_audit) as n_first_audits,
        count(*) filter (
            not group_audits.is_re_audit and group_audits.has_major_finding
        ) as n_major_audits,
        max(group_audits.report_approved_on) as group_fact_on
    from days
    inner join group_audits
        on
            days.corporate_group_id = group_audits.corporate_group_id
            and days.supplier_id <> group_audits.supplier_id
            and days.as_of_on > group_audits.report_approved_on
    group by
        days.supplier_id,
        days.as_of_on

)

select * from others
