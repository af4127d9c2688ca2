with

diplomas as (

    select * from {{ ref('stg_diplomas__diplomas') }}

),

parts as (

    select * from {{ ref('int_diploma_parts_completed') }}

),

regions as (

    select * from {{ ref('regions') }}

),

-- A renewed diploma is the same person: counted where the first one was awarded.
first_awarded as (

    select
        diplomas.person_id,
        diplomas.region_code,
        regions.procurement_region_code,
        diplomas.awarded_on,
        coalesce(
            parts.introduction_on <= diplomas.awarded_on
            and parts.e_learning_on <= diplomas.awarded_on
            and parts.second_audit_on <= diplomas.awarded_on,
            false
        ) as is_seen_to_be_earned
    from diplomas
    left join regions on diplomas.region_code = regions.region_code
    left join parts on diplomas.person_id = parts.person_id
    qualify row_number() over (
        partition by diplomas.person_id order by diplomas.awarded_on
    ) = 1

)

select * from first_awarded
