with

steps as (

    select * from {{ ref('case_steps') }}

),

numbered as (

    select
        step_code,
        step_number,
        step_name_sv,
        step_name_en,
        ball_code,
        ball_name_sv,
        ball_name_en,
        timed_step_code,
        told_by_sv,
        told_by_en,
        step_code = timed_step_code as is_timed,
        step_code not in ('handling', 'publication') as is_open_step
    from steps

)

select * from numbered
