with

totals as (

    select * from {{ ref('totals') }}

),

procurement_regions as (

    select * from {{ ref('procurement_regions') }}

),

regions as (

    select * from {{ ref('regions') }}

),

places as (

    select
        total_code as place_code,
        'nation' as place_level_code,
        name_sv as place_name_sv,
        name_en as place_name_en,
        null as parent_place_code,
        null as tile_row,
        null as tile_column
    from totals
    where dimension_code = 'place'

    union all

    select
        procurement_region_code as place_code,
        'procurement_region' as place_level_code,
        name_sv as place_name_sv,
        name_en as place_name_en,
        'SE' as parent_place_code,
        null as tile_row,
        null as tile_column
    from procurement_regions

    union all

    select
        region_code as place_code,
        'region' as place_level_code,
        region_name_sv as place_name_sv,
        region_name_en as place_name_en,
        procurement_region_code as parent_place_code,
        tile_row,
        tile_column
    from regions

)

select * from places
