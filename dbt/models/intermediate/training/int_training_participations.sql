with

attendance as (

    select * from {{ ref('stg_training_attendance__attendance') }}

),

occasions as (

    select * from {{ ref('stg_training_occasions__occasions') }}

),

regions as (

    select * from {{ ref('regions') }}

),

-- Who registered and never came, or came to something cancelled, took no part.
took_part as (

    select
        attendance.registration_id,
        attendance.occasion_id,
        occasions.training_kind_code,
        occasions.held_on,
        attendance.person_id,
        attendance.supplier_id,
        coalesce(attendance.person_id, attendance.registration_id) as participant_id,
        attendance.region_code,
        regions.procurement_region_code,
        attendance.attendance_state_code = 'completed' as is_completed,
        attendance.completed_on
    from attendance
    inner join occasions on attendance.occasion_id = occasions.occasion_id
    left join regions on attendance.region_code = regions.region_code
    where
        attendance.attendance_state_code in ('attended', 'completed')
        and occasions.occasion_state_code = 'held'

)

select * from took_part
