with

contracted as (

    select * from {{ ref('int_supplier_categories_contracted') }}

),

covered as (

    select * from {{ ref('int_supplier_categories_covered') }}

),

audited as (

    select * from {{ ref('int_suppliers_audited') }}

),

-- The first reason that holds: a contract that ends before an audit can bear fruit, or
-- gives no right to one, somebody's visit that can be reused, an audit that went well.
judged as (

    select
        contracted.supplier_id,
        contracted.category_code,
        contracted.as_of_on,
        contracted.annual_value_sek,
        contracted.n_regions,
        contracted.contract_fact_on,
        contracted.right_to_inspect_code,
        covered.covered_from_on,
        case
            when
                contracted.contract_ends_on
                < {{ months_after('contracted.as_of_on', var('contract_months_left')) }}
                then 'contract_ends_within_year'
            when contracted.right_to_inspect_code = 'no' then 'no_right_to_inspect'
            when covered.covered_from_on is not null then 'covered_by_follow_up'
            when
                audited.last_audit_on
                > {{ months_before('contracted.as_of_on', var('audit_rest_months')) }}
                and not audited.is_last_audit_major
                then 'recently_audited'
        end as ineligible_reason_code
    from contracted
    left join covered
        on
            contracted.supplier_id = covered.supplier_id
            and contracted.category_code = covered.category_code
            and contracted.as_of_on = covered.as_of_on
    left join audited
        on
            contracted.supplier_id = audited.supplier_id
            and contracted.as_of_on = audited.as_of_on

)

select * from judged
