with

milestones as (

    select * from {{ ref('stg_programme_milestones__milestones') }}
    where milestone_code = 'diploma_programme'

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- Decided but with no day of opening is unknown: no row, and cannot be assessed.
reached as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        greatest(milestones.decided_on, milestones.opened_on) <= periods.counted_until
            as is_reached
    from milestones
    inner join periods on {{ year_of('milestones.decided_on') }} <= periods.period_year
    where milestones.opened_on is not null

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-01',
        'reached',
        numerator='count(*) filter (is_reached)',
        has_regions=false,
        has_categories=false,
    ) }}

)

select * from rolled_up
