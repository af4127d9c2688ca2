with

regions as (

    select * from {{ ref('regions') }}

),

newest_population as (

    select *
    from {{ ref('stg_reference__population') }}
    qualify row_number() over (
        partition by region_code
        order by period_year desc
    ) = 1

),

rolled_up as (

    select
        coalesce(regions.region_code, regions.procurement_region_code, 'SE')
            as place_code,
        cast(sum(newest_population.population) as bigint) as population
    from regions
    inner join newest_population
        on regions.region_code = newest_population.region_code
    group by
        grouping sets ((regions.region_code), (regions.procurement_region_code), ())

)

select * from rolled_up
