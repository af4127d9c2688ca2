with

occasions as (

    select * from {{ ref('fct_training_occasions') }}
    where training_kind_code = 'webinar' and occasion_state_code = 'held'

),

participations as (

    select * from {{ ref('int_training_participations_in_role') }}
    where training_kind_code = 'webinar'

),

places as (

    select place_code from {{ ref('dim_places') }}

),

-- Each participant is in a region, in its procurement region and in the nation, and
-- in the total beside the role.
placed as (

    select
        occasion_id,
        participant_id,
        role_code,
        unnest([region_code, procurement_region_code, 'SE']) as place_code
    from participations

),

participants as (

    select
        occasion_id,
        participant_id,
        place_code,
        'all' as split_code,
        'all' as split_value_code
    from placed

    union all

    select
        occasion_id,
        participant_id,
        place_code,
        'role' as split_code,
        role_code as split_value_code
    from placed

),

splits as (

    select
        'all' as split_code,
        'all' as split_value_code

    union

    select
        split_code,
        split_value_code
    from participants

),

-- Nobody from a region is a known nobody, where the webinar's attendance is known.
attended as (

    select
        occasions.occasion_id,
        occasions.held_on,
        places.place_code,
        splits.split_code,
        splits.split_value_code,
        case
            when max(occasions.n_participants) is not null
                then count(distinct participants.participant_id)
        end as n_participants
    from occasions
    cross join places
    cross join splits
    left join participants
        on
            occasions.occasion_id = participants.occasion_id
            and places.place_code = participants.place_code
            and splits.split_code = participants.split_code
            and splits.split_value_code = participants.split_value_code
    group by all

)

select * from attended
