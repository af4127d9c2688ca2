with

participations as (

    select * from {{ ref('int_training_participations') }}
    where person_id is not null

),

audits as (

    select * from {{ ref('stg_audits__audits') }}
    where auditor_id is not null

),

diplomas as (

    select * from {{ ref('stg_diplomas__diplomas') }}

),

-- An introduction is done the day it is held; an e-learning only when completed, on a
-- day that has to be said because it stays open.
parts as (

    select
        person_id,
        'introduction' as part_code,
        coalesce(completed_on, held_on) as done_on,
        participant_id as thing_id
    from participations
    where training_kind_code = 'internal_introduction'

    union all

    select
        person_id,
        'e_learning' as part_code,
        completed_on as done_on,
        participant_id as thing_id
    from participations
    where training_kind_code = 'e_learning' and is_completed

    union all

    select
        auditor_id as person_id,
        'audit' as part_code,
        visited_on as done_on,
        audit_id as thing_id
    from audits

    union all

    select
        person_id,
        'diploma' as part_code,
        awarded_on as done_on,
        person_id as thing_id
    from diplomas

),

numbered as (

    select
        *,
        row_number() over (
            partition by person_id, part_code
            order by done_on nulls last, thing_id
        ) as part_number
    from parts

),

by_person as (

    select
        person_id,
        min(done_on) filter (part_code = 'introduction') as introduction_on,
        min(done_on) filter (part_code = 'e_learning') as e_learning_on,
        coalesce(bool_and(done_on is null) filter (part_code = 'e_learning'), false)
            as is_e_learning_day_unknown,
        min(done_on) filter (part_code = 'audit') as first_audit_on,
        min(done_on) filter (part_code = 'audit' and part_number = 2)
            as second_audit_on,
        min(done_on) filter (part_code = 'diploma') as diploma_on
    from numbered
    group by person_id

)

select * from by_person
