with

cases as (

    select * from {{ ref('int_cases_stepped') }}

),

steps as (

    select * from {{ ref('case_steps') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- The same rows as everywhere else that open cases are counted.
open_cases as (

    select * from {{ ref('rpt_open_cases') }}

),

next_deadlines as (

    select
        awaited.case_id,
        awaited.due_on,
        awaited.deadline_code,
        awaited.is_assumed,
        awaited.is_overdue,
        awaited.days_overdue
    from {{ ref('int_case_deadlines') }} as awaited
    qualify row_number() over (
        partition by awaited.case_id
        order by awaited.due_on, awaited.is_assumed, awaited.deadline_id
    ) = 1

),

graded as (

    select
        case_id,
        {% for grade in ['severe', 'major', 'minor'] %}
        cast(count(*) filter (grade_code = '{{ grade }}') as integer)
            as n_{{ grade }}_waiting,
        {% endfor %}
        cast(count(*) as integer) as n_findings_waiting
    from {{ ref('int_findings_dated') }}
    where is_waiting
    group by case_id

),

regions as (

    select
        case_id,
        list(region_code order by region_code) as region_codes
    from {{ ref('stg_follow_up_case_regions__case_regions') }}
    group by case_id

),

listed as (

    select
        open_cases.case_id,
        open_cases.supplier_id,
        open_cases.supplier_name,
        open_cases.region_code,
        open_cases.procurement_region_code,
        open_cases.category_code,
        open_cases.method_code,
        open_cases.started_on,
        open_cases.age_days,
        open_cases.is_over_one_year,
        cases.selection_reason_code,
        cases.step_code,
        steps.step_number,
        steps.ball_code,
        cases.step_since_on,
        cast(
            {{ days_between('cases.step_since_on', 'builds.data_on') }} as integer
        ) as step_days,
        next_deadlines.due_on as next_due_on,
        next_deadlines.deadline_code as next_deadline_code,
        next_deadlines.is_assumed as is_next_assumed,
        coalesce(next_deadlines.is_overdue, false) as is_overdue,
        coalesce(next_deadlines.days_overdue, 0) as days_overdue,
        coalesce(graded.n_severe_waiting, 0) as n_severe_waiting,
        coalesce(graded.n_major_waiting, 0) as n_major_waiting,
        coalesce(graded.n_minor_waiting, 0) as n_minor_waiting,
        coalesce(graded.n_findings_waiting, 0) as n_findings_waiting,
        coalesce(regions.region_codes, [open_cases.region_code]) as region_codes
    from open_cases
    inner join cases on open_cases.case_id = cases.case_id
    inner join steps on cases.step_code = steps.step_code
    left join next_deadlines on open_cases.case_id = next_deadlines.case_id
    left join graded on open_cases.case_id = graded.case_id
    left join regions on open_cases.case_id = regions.case_id
    cross join builds

)

select * from listed
