with

all_occasions as (

    select * from {{ ref('fct_training_occasions') }}

),

participations as (

    select * from {{ ref('int_training_participations_in_role') }}
    where training_kind_code = 'internal_introduction'

),

occasions as (

    select
        training_kind_code,
        occasion_state_code,
        held_on as counted_on
    from all_occasions

),

participants as (

    select
        participant_id,
        region_code,
        procurement_region_code,
        role_code,
        held_on as counted_on
    from participations

),

rolled_up as (

    {{ kpi_occasions_held(
        'KPI-12-05', 'internal_introduction', has_categories=false
    ) }}

),

participants_rolled_up as (

    {{ kpi_roll_up(
        'KPI-12-05',
        'participants',
        numerator='count(distinct participant_id)',
        n_missing='count(distinct participant_id) filter (region_code is null)',
        has_categories=false,
        splits={'participant_role': 'role_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    {{ kpi_measure('participants_rolled_up', 'participants') }}

    union all

    select * from participants_rolled_up
    where split_code = 'participant_role'

)

select * from stacked
