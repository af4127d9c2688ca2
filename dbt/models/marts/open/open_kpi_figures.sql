with

figures as (

    select * from {{ ref('int_open_figures') }}

),

areas as (

    select * from {{ ref('int_open_areas_hidden') }}

),

groups as (

    select
        group_year,
        bool_or(is_nation_hidden) as is_nation_hidden
    from areas
    group by group_year

),

goals as (

    select * from {{ ref('fct_goal_attainment') }}
    qualify row_number() over (
        partition by kpi_id, period_year, place_code
        order by plan_code desc
    ) = 1

),

held_back as (

    select
        figures.*,
        figures.is_small_held_back
        and case figures.place_level_code
            when 'nation'
                then figures.is_small or coalesce(groups.is_nation_hidden, false)
            when 'procurement_region' then areas.is_hidden
            else
                regions.hide_order <= case
                    when areas.is_hidden then regions.n_to_hide_with_area
                    else regions.n_to_hide
                end
        end as is_held_back
    from figures
    left join groups on figures.group_year = groups.group_year
    -- The area itself, or the one that a region lies in.
    left join areas
        on
            figures.group_year = areas.group_year
            and areas.place_code in (figures.place_code, figures.parent_place_code)
    left join {{ ref('int_open_regions_hidden') }} as regions
        on
            figures.kpi_year = regions.kpi_year
            and figures.place_code = regions.place_code

),

-- How a goal stands tells of the year before too, since it is held against it.
judged as (

    select
        held_back.*,
        goals.plan_code,
        goals.target_kind_code,
        case
            when goals.target_kind_code not in ('gt_prev_year', 'lt_prev_year')
                then goals.target
        end as target,
        case
            when
                not held_back.is_held_back
                and not coalesce(year_before.is_held_back, false)
                then goals.status_code
        end as status_code
    from held_back
    left join held_back as year_before
        on
            held_back.kpi_id = year_before.kpi_id
            and held_back.period_year = year_before.period_year + 1
            and held_back.place_code = year_before.place_code
    left join goals
        on
            held_back.kpi_id = goals.kpi_id
            and held_back.period_year = goals.period_year
            and held_back.place_code = goals.place_code

),

published as (

    select
        judged.kpi_id,
        judged.period_year,
        judged.place_code,
        places.place_level_code,
        places.place_name_sv,
        places.place_name_en,
        case when not judged.is_held_back then judged.numerator end as numerator,
        case when not judged.is_held_back then judged.denominator end as denominator,
        case when not judged.is_held_back then judged.n_missing end as n_missing,
        case when not judged.is_held_back then judged.actual end as actual,
        judged.is_held_back,
        judged.plan_code,
        judged.target_kind_code,
        judged.target,
        judged.status_code
    from judged
    inner join {{ ref('dim_places') }} as places
        on judged.place_code = places.place_code

)

select * from published
