with

people as (

    select * from {{ ref('stg_network_people__people') }}

),

regions as (

    select * from {{ ref('regions') }}

),

placed as (

    select
        people.person_id,
        people.role_code,
        people.role_code in ('area_coordinator', 'regional_coordinator')
            as is_coordinator,
        people.region_code,
        regions.procurement_region_code,
        people.joined_on,
        people.left_on
    from people
    left join regions on people.region_code = regions.region_code
    where
        people.role_code in (
            'area_coordinator',
            'regional_coordinator',
            'social_contact',
            'environmental_contact',
            'contact_person'
        )

)

select * from placed
