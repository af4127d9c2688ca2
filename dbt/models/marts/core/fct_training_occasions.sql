with

occasions as (

    select * from {{ ref('stg_training_occasions__occasions') }}

),

registrations as (

    select
        occasion_id,
        count(*) as n_registrations
    from {{ ref('stg_training_attendance__attendance') }}
    group by occasion_id

),

participations as (

    select
        occasion_id,
        count(distinct participant_id) as n_participants,
        count(distinct supplier_id) as n_suppliers,
        count(distinct region_code) as n_regions_reached
    from {{ ref('int_training_participations') }}
    group by occasion_id

),

-- An occasion that nobody is registered for has unknown participants, not none.
counted as (

    select
        occasions.occasion_id,
        occasions.training_kind_code,
        occasions.theme_name,
        occasions.category_code,
        occasions.audience_code,
        occasions.occasion_state_code,
        occasions.held_on,
        coalesce(registrations.n_registrations, 0) as n_registrations,
        case
            when occasions.occasion_state_code = 'held' and n_registrations > 0
                then coalesce(participations.n_participants, 0)
        end as n_participants,
        case
            when occasions.occasion_state_code = 'held' and n_registrations > 0
                then coalesce(participations.n_suppliers, 0)
        end as n_suppliers,
        case
            when occasions.occasion_state_code = 'held' and n_registrations > 0
                then coalesce(participations.n_regions_reached, 0)
        end as n_regions_reached
    from occasions
    left join registrations on occasions.occasion_id = registrations.occasion_id
    left join participations on occasions.occasion_id = participations.occasion_id

)

select * from counted
