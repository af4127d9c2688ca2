with

figures as (

    select * from {{ ref('fct_kpi_values') }}
    where
        period_kind_code = 'year'
        and category_code = 'all'
        and split_code = 'all'

),

kpis as (

    select * from {{ ref('dim_kpis') }}

),

places as (

    select * from {{ ref('dim_places') }}
    where place_level_code = 'region'

),

bases as (

    select * from {{ ref('int_region_bases') }}

),

of_regions as (

    select
        figures.kpi_id,
        figures.period_year,
        figures.place_code as region_code,
        kpis.unit_code,
        kpis.adds_up,
        figures.numerator,
        figures.denominator
    from figures
    inner join kpis on figures.kpi_id = kpis.kpi_id
    inner join places on figures.place_code = places.place_code

),

shares as (

    select
        kpi_id,
        period_year,
        region_code,
        'share' as measure_code,
        numerator as n_counted,
        denominator as base,
        1.0 as base_unit
    from of_regions
    where unit_code = 'percent'

),

-- Only counts whose parts make the whole have a nation to be set beside.
rates as (

    select
        of_regions.kpi_id,
        of_regions.period_year,
        of_regions.region_code,
        bases.measure_code,
        of_regions.numerator as n_counted,
        bases.base,
        bases.base_unit
    from of_regions
    inner join bases
        on
            of_regions.region_code = bases.region_code
            and of_regions.period_year = bases.period_year
    where
        of_regions.unit_code = 'count'
        and of_regions.denominator is null
        and of_regions.adds_up

),

stacked as (

    select * from shares
    union all
    select * from rates

)

select * from stacked
