with

figures as (

    select * from {{ ref('int_open_figures') }}
    where is_small_held_back

),

-- An area whose regions cannot hide each other is hidden itself.
areas as (

    select
        figures.group_year,
        figures.place_code,
        max(figures.size_counted) as size_counted,
        bool_or(
            figures.is_small
            or (regions.place_code is not null and regions.n_to_hide is null)
        ) as is_small
    from figures
    left join {{ ref('int_open_regions_hidden') }} as regions
        on
            figures.kpi_year = regions.kpi_year
            and figures.place_code = regions.parent_place_code
            and regions.hide_order = 1
    where figures.place_level_code = 'procurement_region'
    group by all

),

ranked as (

    select
        *,
        row_number() over (
            partition by group_year
            order by not is_small, size_counted, place_code
        ) as hide_order,
        count(*) filter (is_small) over (partition by group_year) as n_small
    from areas

),

-- What the nation's figure tells of the regions that are hidden in hidden areas;
-- nothing, where it is held back for a reason of its own.
summed as (

    select
        ranked.group_year,
        ranked.hide_order,
        ranked.n_small,
        nations.is_small as is_nation_small,
        sum(regions.n_done) over so_far as n_done,
        sum(regions.n_rest) over so_far as n_rest
    from ranked
    inner join {{ ref('int_open_regions_hidden') }} as regions
        on
            ranked.group_year = regions.group_year
            and ranked.place_code = regions.parent_place_code
            and regions.hide_order = regions.n_to_hide_with_area
    inner join figures as nations
        on
            regions.kpi_year = nations.kpi_year
            and nations.place_level_code = 'nation'
    window so_far as (
        partition by regions.kpi_year
        order by ranked.hide_order
    )

),

tried as (

    select
        group_year,
        n_small,
        hide_order,
        bool_and(is_nation_small) as is_nowhere_told,
        bool_or(
            not is_nation_small and ({{ is_told_by_sum('n_done', 'n_rest') }})
        ) as is_told
    from summed
    group by all

),

closed_in as (

    select
        group_year,
        case
            when n_small = 0 or bool_and(is_nowhere_told) then n_small
            else
                min(hide_order) filter (
                    not is_told and hide_order >= greatest(n_small, 2)
                )
        end as n_to_hide
    from tried
    group by group_year, n_small

),

hidden as (

    select
        ranked.group_year,
        ranked.place_code,
        closed_in.n_to_hide is null as is_nation_hidden,
        ranked.hide_order <= coalesce(closed_in.n_to_hide, ranked.n_small)
            as is_hidden
    from ranked
    inner join closed_in on ranked.group_year = closed_in.group_year

)

select * from hidden
