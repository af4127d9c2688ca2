with

procurements as (

    select * from {{ ref('stg_procurement_statistics__procurements') }}

),

region_numbers as (

    select * from {{ ref('region_organisation_numbers') }}

),

-- A region is found by number, also where the number is mistyped or the region is
-- filed as a municipality.
by_regions as (

    select
        procurements.*,
        region_numbers.region_code
    from procurements
    inner join region_numbers
        on procurements.buyer_organisation_number = region_numbers.organisation_number

),

answers as (

    select
        period_year,
        region_code,
        cpv_division_code,
        n_procurements,
        'environmental' as requirement_code,
        has_environmental_requirements as has_requirements
    from by_regions

    union all

    select
        period_year,
        region_code,
        cpv_division_code,
        n_procurements,
        'social' as requirement_code,
        has_social_requirements as has_requirements
    from by_regions

),

-- Blank is unknown, never no.
counted as (

    select
        period_year,
        region_code,
        cpv_division_code,
        requirement_code,
        case
            when has_requirements then 'yes'
            when not has_requirements then 'no'
            else 'unknown'
        end as answer_code,
        cast(sum(n_procurements) as bigint) as n_procurements
    from answers
    group by all

)

select * from counted
