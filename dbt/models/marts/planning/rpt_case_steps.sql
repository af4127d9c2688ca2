with

spanned as (

    select * from {{ ref('int_case_steps_spanned') }}

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

steps as (

    select * from {{ ref('case_steps') }}

),

current_steps as (

    select
        stepped.case_id,
        stepped.step_since_on,
        steps.timed_step_code
    from {{ ref('int_cases_stepped') }} as stepped
    inner join steps on stepped.step_code = steps.step_code

),

placed as (

    select
        spanned.case_id,
        spanned.step_code,
        steps.step_number,
        spanned.ended_on,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code,
        builds.data_on,
        coalesce(cases.closed_on <= builds.data_on, false) as is_closed,
        current_steps.case_id is not null as is_current,
        coalesce(current_steps.step_since_on, spanned.began_on) as began_on
    from spanned
    inner join cases on spanned.case_id = cases.case_id
    inner join steps on spanned.step_code = steps.step_code
    left join current_steps
        on
            spanned.case_id = current_steps.case_id
            and spanned.step_code = current_steps.timed_step_code
    cross join builds

),

-- A step that was skipped, or that the sources date backwards, has no days.
counted as (

    select
        case_id,
        step_code,
        step_number,
        region_code,
        procurement_region_code,
        category_code,
        is_closed,
        is_current,
        began_on,
        case when not is_current then ended_on end as ended_on,
        cast(
            {{ days_between(
                'began_on', 'if(is_current, data_on, ended_on)'
            ) }} as integer
        ) as step_days
    from placed
    where
        began_on <= data_on
        and (is_current or ended_on between began_on and data_on)

)

select * from counted
