with

figures as (

    select * from {{ ref('fct_kpi_values') }}

),

-- The nation's figures are never held back.
places as (

    select * from {{ ref('dim_places') }}
    where place_level_code <> 'nation'

),

of_people as (

    select
        figures.*,
        places.parent_place_code,
        concat_ws(
            ' ',
            figures.kpi_id,
            figures.period_kind_code,
            figures.period_start,
            figures.category_code,
            figures.split_code
        ) as figure_kind,
        {{ is_small_group('figures.numerator') }}
        or {{ is_small_group('figures.denominator') }} as is_small
    from figures
    inner join {{ ref('dim_kpis') }} as kpis
        on figures.kpi_id = kpis.kpi_id and kpis.counts_people
    inner join places on figures.place_code = places.place_code

),

-- All parts of a split together, since one that is missing is the rest of the whole.
grouped as (

    select
        figure_kind,
        place_code,
        parent_place_code,
        sum(numerator) as n_people,
        bool_or(is_small) as is_small
    from of_people
    group by all

),

-- Areas lie side by side in the nation, regions in their area.
ranked as (

    select
        *,
        row_number() over (
            partition by figure_kind, parent_place_code
            order by is_small, n_people = 0, n_people, place_code
        ) as order_to_hide,
        count(*) filter (is_small) over (
            partition by figure_kind, parent_place_code
        ) as n_small
    from grouped

),

-- Where one is small, the whole less the others would tell it: the next smallest too.
areas_held_back as (

    select * from ranked
    where
        parent_place_code = 'SE' and (is_small or (n_small = 1 and order_to_hide = 1))

),

-- Within an area that is not shown at least one region, or they would add up to it.
held_back as (

    select
        ranked.figure_kind,
        ranked.place_code
    from ranked
    left join areas_held_back as areas
        on
            ranked.figure_kind = areas.figure_kind
            and ranked.parent_place_code = areas.place_code
    where
        ranked.is_small
        or (
            ranked.order_to_hide = 1
            and ranked.n_small = case when areas.place_code is null then 1 else 0 end
        )

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
            of_people.figure_kind = held_back.figure_kind
            and of_people.place_code = held_back.place_code

)

select * from explained
