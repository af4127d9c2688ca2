with

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

self_assessed as (

    select * from {{ ref('int_supplier_categories_self_assessed') }}

),

certified as (

    select * from {{ ref('int_supplier_categories_certified') }}

),

warned as (

    select * from {{ ref('int_suppliers_warned') }}

),

prices as (

    select * from {{ ref('int_prices_spread') }}

),

begun as (

    select * from {{ ref('int_sources_begun') }}

),

told as (

    select
        asked.supplier_id,
        asked.category_code,
        asked.as_of_on,

        -- what the supplier says
        warned.tiers_disclosed,
        self_assessed.self_assessment_gap,
        case
            when begun.self_assessments_from_on < asked.as_of_on
                then {{ yes_as_one('coalesce(self_assessed.is_overdue, false)') }}
        end as self_assessment_overdue,
        self_assessed.self_assessment_age_years,
        self_assessed.answers_without_evidence_share_pct,
        warned.subcontracting_share_pct,
        self_assessed.self_assessment_fact_on,
        warned.tiers_disclosed_fact_on as tiers_fact_on,
        warned.subcontracting_share_pct_fact_on as subcontracting_fact_on,

        -- what others say
        warned.signals_24_months,
        case
            when begun.certificates_from_on < asked.as_of_on
                then {{ yes_as_one('certified.supplier_id is not null') }}
        end as certificate_valid,
        warned.authority_decision,
        {{ price_far_below(
            'warned.price_against_median', 'prices.median_price', 'prices.price_spread'
        ) }} as price_far_below,
        warned.signal_fact_on,
        certified.certificate_fact_on,
        warned.authority_decision_fact_on as authority_fact_on,
        warned.price_against_median_fact_on as price_fact_on
    from asked
    cross join begun
    left join self_assessed
        on
            asked.supplier_id = self_assessed.supplier_id
            and asked.category_code = self_assessed.category_code
            and asked.as_of_on = self_assessed.as_of_on
    left join certified
        on
            asked.supplier_id = certified.supplier_id
            and asked.category_code = certified.category_code
            and asked.as_of_on = certified.as_of_on
    left join warned
        on
            asked.supplier_id = warned.supplier_id
            and asked.as_of_on = warned.as_of_on
    left join prices
        on
            asked.category_code = prices.category_code
            and asked.compared_on = prices.compared_on

)

select * from told
