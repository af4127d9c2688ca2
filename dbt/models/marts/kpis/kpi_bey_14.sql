with

people as (

    select * from {{ ref('int_network_people_in_role') }}

),

parts as (

    select * from {{ ref('int_diploma_parts_completed') }}

),

e_learning_began as (

    select min(held_on) as began_on
    from {{ ref('stg_training_occasions__occasions') }}
    where occasion_state_code = 'held' and training_kind_code = 'e_learning'

),

-- Completed on a day that nobody said may be later than the period: unknown.
learned as (

    select
        people.period_kind_code,
        people.period_year,
        people.period_start,
        people.period_end,
        people.person_id,
        people.role_code,
        people.region_code,
        people.procurement_region_code,
        coalesce(parts.e_learning_on <= people.counted_until, false) as is_completed,
        coalesce(parts.is_e_learning_day_unknown, false) as is_unknown
    from people
    inner join e_learning_began
        on people.period_year >= {{ year_of('e_learning_began.began_on') }}
    left join parts on people.person_id = parts.person_id

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'BEY-14',
        'learned',
        numerator='count(distinct person_id) filter (is_completed)',
        denominator='count(distinct person_id)',
        n_missing='count(distinct person_id) filter (is_unknown)',
        has_categories=false,
        splits={'role': 'role_code'},
    ) }}

)

select * from rolled_up
