with

places as (

    select * from {{ ref('int_places_stacked') }}

),

populations as (

    select * from {{ ref('int_place_populations') }}

),

-- In the order of a tree: each procurement region is followed by its regions.
sorted as (

    select
        places.place_code,
        places.place_level_code,
        places.place_name_sv,
        places.place_name_en,
        places.parent_place_code,
        cast(
            row_number() over (
                order by
                    places.place_level_code <> 'nation',
                    case
                        when places.place_level_code = 'region'
                            then places.parent_place_code
                        else places.place_code
                    end,
                    places.place_level_code = 'region',
                    places.place_code
            ) as integer
        ) as sort_order,
        places.tile_row,
        places.tile_column,
        populations.population
    from places
    left join populations on places.place_code = populations.place_code

)

select * from sorted
