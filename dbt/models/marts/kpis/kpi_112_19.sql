with

audits as (

    select * from {{ ref('fct_audits') }}
    where audit_type_code = 'office'

),

-- Before the first year in which anybody recorded the scope nothing is known.
recorded as (

    select {{ year_of('min(visited_on)') }} as first_year
    from audits
    where is_environment_included is not null

),

visited as (

    select
        audits.audit_id,
        audits.visited_on as counted_on,
        audits.region_code,
        audits.procurement_region_code,
        audits.category_code,
        audits.is_environment_included
    from audits
    inner join recorded on {{ year_of('audits.visited_on') }} >= recorded.first_year

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-19',
        'visited',
        numerator='count(distinct audit_id) filter (is_environment_included)',
        denominator='count(distinct audit_id)',
        n_missing='count(distinct audit_id) filter (is_environment_included is null)',
    ) }}

)

select * from rolled_up
