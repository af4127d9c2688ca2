with

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
    from {{ ref('int_open_figures') }} as figures
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

breaks as (

    select distinct
        kpi_id,
        {{ year_of('broken_on') }} as period_year
    from {{ ref('rpt_kpi_breaks') }}

),

published as (

    select
        figures.kpi_id,
        figures.period_year,
        figures.place_code,
        figures.place_level_code,
        places.place_name_sv,
        places.place_name_en,
        case when not figures.is_held_back then figures.numerator end as numerator,
        case when not figures.is_held_back then figures.denominator end as denominator,
        case when not figures.is_held_back then figures.n_missing end as n_missing,
        case when not figures.is_held_back then figures.actual end as actual,
        figures.is_held_back,
        breaks.kpi_id is not null as is_new_series,
        goals.plan_code,
        goals.target_kind_code,
        case
            when goals.target_kind_code not in ('gt_prev_year', 'lt_prev_year')
                then goals.target
        end as target,
        -- It tells of the year before too, since it is held against it.
        case
            when
                not figures.is_held_back
                and not coalesce(year_before.is_held_back, false)
                then goals.status_code
        end as status_code
    from held_back as figures
    inner join {{ ref('dim_places') }} as places
        on figures.place_code = places.place_code
    left join held_back as year_before
        on
            figures.kpi_id = year_before.kpi_id
            and figures.period_year = year_before.period_year + 1
            and figures.place_code = year_before.place_code
    left join goals
        on
            figures.kpi_id = goals.kpi_id
            and figures.period_year = goals.period_year
            and figures.place_code = goals.place_code
    left join breaks
        on
            figures.kpi_id = breaks.kpi_id
            and figures.period_year = breaks.period_year

)

select * from published
