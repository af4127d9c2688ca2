with

audits as (

    select * from {{ ref('fct_audits') }}

),

occasions as (

    select * from {{ ref('fct_training_occasions') }}
    where occasion_state_code <> 'planned'

),

participations as (

    select * from {{ ref('int_training_participations') }}
    where training_kind_code = 'calibration'

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- A year that no trainings are known of, or whose calibration nobody is registered
-- for, cannot tell who was calibrated. One where it was cancelled can: nobody.
known_years as (

    select {{ year_of('held_on') }} as period_year
    from occasions
    group by {{ year_of('held_on') }}
    having
        not coalesce(
            bool_or(n_registrations = 0) filter (
                training_kind_code = 'calibration' and occasion_state_code = 'held'
            ),
            false
        )

),

audited as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until,
        audits.audit_id,
        audits.auditor_id,
        audits.region_code,
        audits.procurement_region_code,
        audits.performer_code
    from audits
    inner join periods
        on audits.visited_on between periods.period_start and periods.counted_until
    inner join known_years on periods.period_year = known_years.period_year

),

calibrated as (

    select
        audited.period_kind_code,
        audited.period_year,
        audited.period_start,
        audited.period_end,
        audited.audit_id,
        audited.auditor_id,
        audited.region_code,
        audited.procurement_region_code,
        audited.performer_code,
        participations.person_id is not null as is_calibrated
    from audited
    left join participations
        on
            audited.auditor_id = participations.person_id
            and participations.held_on
            between audited.period_start and audited.counted_until

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-11',
        'calibrated',
        numerator='count(distinct auditor_id) filter (is_calibrated)',
        denominator='count(distinct auditor_id)',
        n_missing='count(distinct audit_id) filter (auditor_id is null)',
        has_categories=false,
        splits={'performer': 'performer_code'},
    ) }}

)

select * from rolled_up
