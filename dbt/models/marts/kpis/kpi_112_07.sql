with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

first_sent as (

    select
        case_id,
        min(sent_on) as sent_on
    from self_assessments
    where case_id is not null
    group by case_id

),

-- Cases under way at some time in the period. One sent earlier is followed from the
-- age it had reached on the day before the period: only what happens in the period
-- says anything about it. One still open at the end is followed until then.
followed as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code,
        cases.method_code,
        greatest(
            {{ days_between('first_sent.sent_on', 'periods.period_start') }} - 1, -1
        ) as entry_days,
        {{ days_between(
            'first_sent.sent_on',
            'least(cases.closed_on, periods.counted_until)'
        ) }} as exit_days,
        coalesce(cases.closed_on <= periods.counted_until, false) as is_closed
    from cases
    inner join first_sent on cases.case_id = first_sent.case_id
    inner join periods
        on
            first_sent.sent_on <= periods.counted_until
            and periods.period_start
            <= coalesce(cases.closed_on, periods.counted_until)
    where
        periods.period_kind_code <> 'month'
        and first_sent.sent_on <= coalesce(cases.closed_on, first_sent.sent_on)

),

{{ kpi_survival_median('KPI-112-07', 'followed', splits={'method': 'method_code'}) }}

select * from measured
