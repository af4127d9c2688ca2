with

participations as (

    select * from {{ ref('int_training_participations') }}

),

roles as (

    select * from {{ ref('int_network_roles_placed') }}

),

in_role as (

    select distinct
        participations.registration_id,
        participations.occasion_id,
        participations.training_kind_code,
        participations.held_on,
        participations.participant_id,
        participations.region_code,
        participations.procurement_region_code,
        coalesce(roles.role_code, 'no_role') as role_code
    from participations
    left join roles
        on
            participations.person_id = roles.person_id
            and participations.held_on
            between roles.joined_on and coalesce(roles.left_on, participations.held_on)

)

select * from in_role
