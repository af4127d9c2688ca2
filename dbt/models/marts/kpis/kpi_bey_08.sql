with

costs as (

    select * from {{ ref('stg_economy__costs') }}

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

-- Costs are booked by year: there is no part of a year to compare.
closed as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        count(*) filter (
            cases.closure_reason_code in ('corrected', 'no_deviations')
        ) as n_completed_cases,
        count(*) filter (cases.closure_reason_code is null) as n_cases_without_reason
    from periods
    inner join cases
        on cases.closed_on between periods.period_start and periods.counted_until
    where periods.period_kind_code = 'year'
    group by
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end

),

-- Every cost carries the cases of its year, so that a kind of cost or a payer is
-- divided by the same cases.
booked as (

    select
        closed.*,
        costs.cost_type_code,
        costs.payer_code,
        costs.cost_sek
    from closed
    inner join costs on closed.period_year = costs.period_year
    where costs.cost_type_code in ('follow_up_work', 'bought_audits')

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'BEY-08',
        'booked',
        numerator=exact_sum('cost_sek'),
        denominator='max(n_completed_cases)',
        n_missing='max(n_cases_without_reason)',
        has_regions=false,
        has_categories=false,
        splits={'cost_type': 'cost_type_code', 'payer': 'payer_code'},
    ) }}

)

select * from rolled_up
