with

scores as (

    select * from {{ ref('stg_calibration_scores__scores') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

-- A round belongs to the day of its last judgement, so that no pair is divided.
ranked as (

    select
        *,
        max(assessed_on) over (partition by calibration_round_id) as counted_on,
        case given_assessment_code
            when 'not_fulfilled' then 0
            when 'partly' then 1
            when 'fulfilled' then 2
        end as rating
    from scores
    where given_assessment_code <> 'not_applicable'

),

-- Every pair is here both ways round, so that neither assessor is the first of them.
pairs as (

    select
        ranked.counted_on,
        ranked.process_requirement,
        ranked.rating,
        ranked.calibration_round_id || ' ' || ranked.test_case_id as common_case_id,
        abs(ranked.rating - counterparts.rating) as distance
    from ranked
    inner join ranked as counterparts
        on
            ranked.calibration_round_id = counterparts.calibration_round_id
            and ranked.test_case_id = counterparts.test_case_id
            and ranked.process_requirement = counterparts.process_requirement
            and ranked.auditor_id <> counterparts.auditor_id

),

calibrated as (

    select
        pairs.*,
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end
    from pairs
    inner join periods
        on pairs.counted_on between periods.period_start and periods.counted_until
    where periods.period_kind_code <> 'month'

),

-- Disagreement by chance is the mean distance of two judgements drawn from all of them.
{% set low = 'avg(cast(rating = 0 as integer))' -%}
{% set high = 'avg(cast(rating = 2 as integer))' -%}
{% set middle = 'avg(cast(rating = 1 as integer))' -%}
{% set expected = (
    '2 * (' ~ low ~ ' * ' ~ middle ~ ' + ' ~ middle ~ ' * ' ~ high
    ~ ' + 2 * ' ~ low ~ ' * ' ~ high ~ ')'
) -%}

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-06',
        'calibrated',
        numerator='case when count(distinct common_case_id) >= 5'
            ~ ' then ' ~ expected ~ ' - avg(distance) end',
        denominator=expected,
        has_regions=false,
        has_categories=false,
        splits={'process_requirement': 'process_requirement'},
    ) }}

),

{{ kappa_interval('KPI-112-06', 'calibrated') }}

select * from rolled_up
union all by name
select * from measured
