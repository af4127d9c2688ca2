with

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

signalled as (

    select * from {{ ref('int_suppliers_signalled') }}

),

expected as (

    select * from {{ ref('int_signals_expected') }}

),

begun as (

    select * from {{ ref('int_sources_begun') }}

),

days as (

    select distinct
        asked.supplier_id,
        asked.as_of_on,
        asked.compared_on,
        suppliers.size_class_code
    from asked
    inner join suppliers on asked.supplier_id = suppliers.supplier_id

),

-- As if one signal more had been both seen and expected: one report about a company
-- that nobody writes about is not a scandal.
warned as (

    select
        days.supplier_id,
        days.as_of_on,
        case
            when begun.signals_from_on < days.as_of_on
                then
                    (coalesce(signalled.decayed_signals, 0) + 1)
                    / (expected.expected_signals + 1)
        end as signals_24_months,
        case
            when begun.authority_decisions_from_on < days.as_of_on
                then {{ yes_as_one(
                    'coalesce(signalled.authority_decision, 0) > 0'
                ) }}
        end as authority_decision,
        signalled.tiers_disclosed,
        signalled.subcontracting_share_pct,
        signalled.price_against_median,
        signalled.signal_fact_on,
        signalled.authority_decision_fact_on,
        signalled.tiers_disclosed_fact_on,
        signalled.subcontracting_share_pct_fact_on,
        signalled.price_against_median_fact_on
    from days
    cross join begun
    left join signalled
        on
            days.supplier_id = signalled.supplier_id
            and days.as_of_on = signalled.as_of_on
    left join expected
        on
            days.compared_on = expected.compared_on
            and days.size_class_code = expected.size_class_code

)

select * from warned
