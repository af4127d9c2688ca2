with

figures as (

    select * from {{ ref('int_open_figures') }}
    where is_small_held_back

),

kpis as (

    select distinct
        group_year,
        kpi_year
    from figures

),

regions as (

    select
        group_year,
        place_code,
        parent_place_code,
        bool_or(is_small) as is_small,
        max(size_counted) as size_counted
    from figures
    where place_level_code = 'region'
    group by all

),

ranked as (

    select
        *,
        row_number() over (
            partition by group_year, parent_place_code
            order by not is_small, size_counted, place_code
        ) as hide_order,
        count(*) filter (is_small) over (partition by group_year, parent_place_code)
            as n_small
    from regions

),

-- What the area's figure, less those that are shown, would tell of the hidden.
summed as (

    select
        ranked.*,
        kpis.kpi_year,
        sum(coalesce(figures.numerator, 0)) over so_far as n_done,
        sum(coalesce(figures.denominator - figures.numerator, 0)) over so_far as n_rest
    from ranked
    inner join kpis on ranked.group_year = kpis.group_year
    left join figures
        on
            kpis.kpi_year = figures.kpi_year
            and ranked.place_code = figures.place_code
    window so_far as (
        partition by kpis.kpi_year, ranked.parent_place_code
        order by ranked.hide_order
    )

),

tried as (

    select
        group_year,
        parent_place_code,
        n_small,
        hide_order,
        bool_or({{ is_told_by_sum('n_done', 'n_rest') }}) as is_told
    from summed
    group by all

),

-- The fewest that hide each other: the small ones and, where those cannot, the next.
closed_in as (

    select
        group_year,
        parent_place_code,
        case
            when n_small = 0 then 0
            else
                min(hide_order) filter (
                    not is_told and hide_order >= greatest(n_small, 2)
                )
        end as n_to_hide
    from tried
    group by group_year, parent_place_code, n_small

),

hidden as (

    select
        summed.*,
        closed_in.n_to_hide,
        greatest(coalesce(closed_in.n_to_hide, summed.n_small), 1)
            as n_to_hide_with_area
    from summed
    inner join closed_in
        on
            summed.group_year = closed_in.group_year
            and summed.parent_place_code = closed_in.parent_place_code

)

select * from hidden
