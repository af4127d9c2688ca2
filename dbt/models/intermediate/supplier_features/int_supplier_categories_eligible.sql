with

contracted as (

    select * from {{ ref('int_supplier_categories_contracted') }}

),

audited as (

    select * from {{ ref('int_suppliers_audited') }}

),

-- Contracts end before an audit can bear fruit; other suppliers had theirs lately.
judged as (

    select
        contracted.supplier_id,
        contracted.category_code,
        contracted.as_of_on,
        contracted.annual_value_sek,
        contracted.n_regions,
        contracted.contract_fact_on,
        case
            when
                contracted.contract_ends_on
                < {{ months_after('contracted.as_of_on', var('contract_months_left')) }}
                then 'contract_ends_within_year'
            when
                audited.last_audit_on
                > {{ months_before('contracted.as_of_on', var('audit_rest_months')) }}
                and not audited.is_last_audit_major
                then 'recently_audited'
        end as ineligible_reason_code
    from contracted
    left join audited
        on
            contracted.supplier_id = audited.supplier_id
            and contracted.as_of_on = audited.as_of_on

)

select * from judged
