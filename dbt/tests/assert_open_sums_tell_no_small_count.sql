-- What is published openly is tried once more, from the published rows alone: no count
-- of 1 to 4 is shown, and what a shown area or nation leaves for those hidden in it is
-- neither such a count nor one single region's.
with

figures as (

    select
        figures.kpi_id,
        figures.period_year,
        figures.place_code,
        places.parent_place_code,
        figures.place_level_code,
        figures.is_held_back,
        figures.numerator as n_done,
        case when kpis.unit_code = 'percent' then 1 else 0 end
        * (figures.denominator - figures.numerator) as n_rest
    from {{ ref('open_kpi_figures') }} as figures
    inner join {{ ref('open_kpis') }} as kpis
        on
            figures.kpi_id = kpis.kpi_id
            and kpis.is_small_held_back
            and kpis.open_level_code = 'region'
    inner join {{ ref('dim_places') }} as places
        on figures.place_code = places.place_code

),

-- Regions count in their area while it is shown, else in the nation.
parts as (

    select
        parts.*,
        case
            when parts.place_level_code = 'region' and not areas.is_held_back
                then areas.place_code
            else 'SE'
        end as told_by_place_code
    from figures as parts
    left join figures as areas
        on
            parts.kpi_id = areas.kpi_id
            and parts.period_year = areas.period_year
            and parts.parent_place_code = areas.place_code
    where
        parts.place_level_code = 'region'
        or (parts.place_level_code = 'procurement_region' and not parts.is_held_back)

),

left_over as (

    select
        wholes.kpi_id,
        wholes.period_year,
        wholes.place_code,
        wholes.n_done - coalesce(sum(parts.n_done), 0) as n_done,
        coalesce(wholes.n_rest, 0) - coalesce(sum(parts.n_rest), 0) as n_rest,
        count(*) filter (parts.is_held_back) as n_hidden
    from figures as wholes
    left join parts
        on
            wholes.kpi_id = parts.kpi_id
            and wholes.period_year = parts.period_year
            and wholes.place_code = parts.told_by_place_code
    where not wholes.is_held_back
    group by
        wholes.kpi_id,
        wholes.period_year,
        wholes.place_code,
        wholes.n_done,
        wholes.n_rest

)

select
    kpi_id,
    period_year,
    place_code
from left_over
where {{ is_told_by_sum('n_done', 'n_rest') }} or n_hidden = 1

union all

select
    kpi_id,
    period_year,
    place_code
from figures
where {{ is_told_by_sum('n_done', 'coalesce(n_rest, 0)') }}
