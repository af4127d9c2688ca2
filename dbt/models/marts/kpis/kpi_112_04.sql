with

findings as (

    select * from {{ ref('fct_findings') }}

),

areas as (

    select * from {{ ref('stg_findings__findings') }}

),

-- A deviation whose audit has not been received belongs to no region: it is shown as
-- missing, since the regions must add up to the nation.
deviations as (

    select
        findings.finding_id,
        findings.region_code,
        findings.procurement_region_code,
        findings.category_code,
        findings.grade_code,
        findings.process_requirement,
        areas.code_area_code,
        findings.due_on,
        findings.verified_on,
        coalesce(findings.changed_due_on, findings.due_on) as current_due_on,
        case
            when findings.due_on is null then null
            when findings.changed_due_on > findings.due_on then 'postponed'
            when findings.changed_due_on < findings.due_on then 'brought_forward'
            else 'unchanged'
        end as deadline_change_code,
        findings.region_code is not null as is_placed
    from findings
    left join areas on findings.finding_id = areas.finding_id
    where findings.grade_code <> 'observation'

),

current_deadlines as (

    select
        *,
        current_due_on as counted_on,
        coalesce(verified_on <= current_due_on, false) as is_on_time
    from deviations
    where current_due_on is not null

),

original_deadlines as (

    select
        *,
        due_on as counted_on,
        coalesce(verified_on <= due_on, false) as is_on_time,
        'original_deadline' as measure_code
    from deviations
    where due_on is not null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-04',
        'current_deadlines',
        numerator='count(*) filter (is_on_time and is_placed)',
        denominator='count(*) filter (is_placed)',
        n_missing='count(*) filter (not is_placed)',
        splits={
            'grade': 'grade_code',
            'process_requirement': 'process_requirement',
            'code_area': 'code_area_code',
            'deadline_change': 'deadline_change_code',
        },
    ) }}

),

rolled_up_by_original as (

    {{ kpi_roll_up(
        'KPI-112-04',
        'original_deadlines',
        numerator='count(*) filter (is_on_time and is_placed)',
        denominator='count(*) filter (is_placed)',
        n_missing='count(*) filter (not is_placed)',
        has_categories=false,
        splits={'measure': 'measure_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from rolled_up_by_original
    where split_code <> 'all'

)

select * from stacked
