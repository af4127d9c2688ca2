{%- set figures_of_one_kind = (
    'kpi_id, period_kind_code, period_start, category_code, split_code'
) -%}
{%- set smallest_first = (
    'order by is_small, n_people = 0, n_people, place_code'
) -%}

with

figures as (

    select * from {{ ref('fct_kpi_values') }}

),

kpis as (

    select * from {{ ref('dim_kpis') }}
    where counts_people

),

-- The nation's figures are never held back.
places as (

    select * from {{ ref('dim_places') }}
    where place_level_code <> 'nation'

),

of_people as (

    select
        figures.kpi_id,
        figures.period_kind_code,
        figures.period_start,
        figures.place_code,
        figures.category_code,
        figures.split_code,
        figures.split_value_code,
        figures.numerator,
        places.place_level_code,
        places.parent_place_code,
        {{ is_small_group('figures.numerator') }}
        or {{ is_small_group('figures.denominator') }} as is_small
    from figures
    inner join kpis on figures.kpi_id = kpis.kpi_id
    inner join places on figures.place_code = places.place_code

),

-- All parts of a split together, since one that is missing is the rest of the whole.
grouped as (

    select
        {{ figures_of_one_kind }},
        place_code,
        place_level_code,
        parent_place_code,
        sum(numerator) as n_people,
        bool_or(is_small) as is_small
    from of_people
    group by all

),

areas as (

    select
        *,
        row_number() over (
            partition by {{ figures_of_one_kind }} {{ smallest_first }}
        ) as order_to_hide,
        count(*) filter (is_small) over (
            partition by {{ figures_of_one_kind }}
        ) as n_small
    from grouped
    where place_level_code = 'procurement_region'

),

-- Where one is small the nation less the others would tell it: the next smallest too.
areas_held_back as (

    select *
    from areas
    where is_small or (n_small = 1 and order_to_hide = 1)

),

regions as (

    select
        *,
        row_number() over (
            partition by {{ figures_of_one_kind }}, parent_place_code
            {{ smallest_first }}
        ) as order_to_hide,
        count(*) filter (is_small) over (
            partition by {{ figures_of_one_kind }}, parent_place_code
        ) as n_small
    from grouped
    where place_level_code = 'region'

),

-- Within an area that is shown, none alone; within one that is not, at least one, or
-- its regions would add up to it.
regions_held_back as (

    select regions.*
    from regions
    left join areas_held_back
        on
            regions.kpi_id = areas_held_back.kpi_id
            and regions.period_kind_code = areas_held_back.period_kind_code
            and regions.period_start = areas_held_back.period_start
            and regions.category_code = areas_held_back.category_code
            and regions.split_code = areas_held_back.split_code
            and regions.parent_place_code = areas_held_back.place_code
    where
        regions.is_small
        or (
            regions.order_to_hide = 1
            and regions.n_small
            = case when areas_held_back.place_code is null then 1 else 0 end
        )

),

held_back as (

    select
        {{ figures_of_one_kind }},
        place_code
    from areas_held_back
    union all
    select
        {{ figures_of_one_kind }},
        place_code
    from regions_held_back

),

explained as (

    select
        of_people.kpi_id,
        of_people.period_kind_code,
        of_people.period_start,
        of_people.place_code,
        of_people.category_code,
        of_people.split_code,
        of_people.split_value_code,
        case when of_people.is_small then 'small_group' else 'beside_small_group' end
            as held_back_code
    from of_people
    inner join held_back
        on
            of_people.kpi_id = held_back.kpi_id
            and of_people.period_kind_code = held_back.period_kind_code
            and of_people.period_start = held_back.period_start
            and of_people.category_code = held_back.category_code
            and of_people.split_code = held_back.split_code
            and of_people.place_code = held_back.place_code

)

select * from explained
