with

cases as (

    select * from {{ ref('int_cases_described') }}

),

-- Before the first year in which anybody recorded a selection nothing is known.
recorded as (

    select {{ year_of('min(started_on)') }} as first_year
    from cases
    where selection_method_code is not null or has_selection_motive is not null

),

started as (

    select
        cases.*,
        cases.started_on as counted_on
    from cases
    inner join recorded on {{ year_of('cases.started_on') }} >= recorded.first_year

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-12',
        'started',
        numerator='count(distinct case_id)'
            ~ ' filter (selection_method_code is not null and has_selection_motive)',
        denominator='count(distinct case_id)',
        n_missing='count(distinct case_id) filter (has_selection_motive is null)',
        splits={'selection_method': 'selection_method_code'},
    ) }}

)

select * from rolled_up
