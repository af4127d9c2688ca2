with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

external_follow_ups as (

    select * from {{ ref('stg_other_buyers_follow_ups__external_follow_ups') }}
    where is_accepted

),

categories as (

    select * from {{ ref('stg_purchasing_categories__categories') }}

),

risk_levels as (

    select * from {{ ref('stg_risk_analyses__risk_levels') }}

),

-- Before the first case nobody followed up in a way that is known.
followed_from as (

    select min(started_on) as first_day
    from cases

),

known_periods as (

    select periods.*
    from periods
    inner join followed_from on periods.counted_until >= followed_from.first_day

),

analyses as (

    select
        category_code,
        published_on,
        avg(
            case risk_level_code
                when 'low' then 1
                when 'medium' then 2
                when 'high' then 3
            end
        ) as risk_score
    from risk_levels
    group by category_code, published_on

),

prioritised as (

    select distinct
        known_periods.period_kind_code,
        known_periods.period_year,
        known_periods.period_start,
        known_periods.period_end,
        known_periods.counted_until,
        categories.category_code
    from known_periods
    inner join categories
        on
            known_periods.counted_until >= categories.prioritised_from_on
            and (
                categories.prioritised_to_on is null
                or known_periods.counted_until <= categories.prioritised_to_on
            )

),

weighted as (

    select
        prioritised.*,
        analyses.risk_score
    from prioritised
    left join analyses
        on
            prioritised.category_code = analyses.category_code
            and prioritised.counted_until >= analyses.published_on
    qualify
        row_number()
            over (
                partition by
                    prioritised.period_kind_code,
                    prioritised.period_year,
                    prioritised.category_code
                order by analyses.published_on desc nulls last
            )
        = 1

),

-- Another buyer's follow-up grows old from the day it was made, and counts once it
-- has been accepted. Without a category it covers the whole supplier.
follow_ups as (

    select
        supplier_id,
        category_code,
        closed_on as followed_up_on,
        closed_on as known_on
    from cases
    where closure_reason_code in ('corrected', 'no_deviations')

    union all

    select
        supplier_id,
        category_code,
        followed_up_on,
        coalesce(accepted_on, followed_up_on) as known_on
    from external_follow_ups

),

covered as (

    select distinct
        weighted.period_kind_code,
        weighted.period_year,
        weighted.category_code,
        follow_ups.supplier_id
    from weighted
    inner join follow_ups
        on
            (
                follow_ups.category_code is null
                or weighted.category_code = follow_ups.category_code
            )
            and weighted.counted_until >= follow_ups.known_on
            and follow_ups.followed_up_on
            > {{ months_before('weighted.counted_until', 36) }}

),

in_force as (

    select
        weighted.period_kind_code,
        weighted.period_year,
        weighted.period_start,
        weighted.period_end,
        contracts.contract_number,
        contracts.region_code,
        contracts.procurement_region_code,
        contracts.category_code,
        contracts.supplier_id,
        contracts.annual_value_sek * weighted.risk_score as weighted_value_sek,
        covered.supplier_id is not null as is_covered,
        'suppliers' as measure_code
    from weighted
    inner join contracts
        on
            weighted.category_code = contracts.category_code
            and weighted.counted_until >= contracts.starts_on
            and (
                contracts.ends_on is null
                or weighted.counted_until <= contracts.ends_on
            )
    left join covered
        on
            weighted.period_kind_code = covered.period_kind_code
            and weighted.period_year = covered.period_year
            and weighted.category_code = covered.category_code
            and contracts.supplier_id = covered.supplier_id

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-15',
        'in_force',
        numerator='coalesce('
            ~ exact_sum('weighted_value_sek', 'is_covered') ~ ', 0)',
        denominator=exact_sum('weighted_value_sek'),
        n_missing='count(distinct contract_number)'
            ~ ' filter (weighted_value_sek is null)',
    ) }}

),

-- Where many contracts lack a value: how many suppliers are covered, each once per
-- category it is followed up in.
suppliers_counted as (

    {{ kpi_roll_up_stock(
        'KPI-112-15',
        'in_force',
        numerator="count(distinct supplier_id || ' ' || category_code)"
            ~ ' filter (is_covered)',
        denominator="count(distinct supplier_id || ' ' || category_code)",
        splits={'measure': 'measure_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from suppliers_counted
    where split_code = 'measure'

)

select * from stacked
