with

roles as (

    select * from {{ ref('int_network_roles_placed') }}

),

introductions as (

    select * from {{ ref('stg_introductions__introductions') }}

),

first_roles as (

    select * from roles
    qualify rank() over (partition by person_id order by joined_on) = 1

),

first_introductions as (

    select
        person_id,
        min(offered_on) as offered_on,
        min(completed_on) as completed_on
    from introductions
    group by person_id

),

introductions_began as (

    select min(offered_on) as began_on from introductions

),

-- Before the year of the first offer there was nothing to be offered.
introduced as (

    select
        first_roles.person_id,
        first_roles.role_code,
        first_roles.region_code,
        first_roles.procurement_region_code,
        first_roles.joined_on,
        first_introductions.offered_on,
        first_introductions.completed_on
    from first_roles
    inner join introductions_began
        on
            {{ year_of('first_roles.joined_on') }}
            >= {{ year_of('introductions_began.began_on') }}
    left join first_introductions
        on first_roles.person_id = first_introductions.person_id

)

select * from introduced
