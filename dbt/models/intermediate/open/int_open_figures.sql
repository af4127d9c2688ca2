with

kpis as (

    select
        kpi_id,
        is_small_held_back,
        unit_code,
        sort_order,
        coalesce(open_group_code, kpi_id) as group_code,
        -- Where regions do not add up, what is held back of one cannot be closed in.
        open_level_code = 'region' and (adds_up or not is_small_held_back) as has_places
    from {{ ref('kpis') }}
    where open_level_code <> 'never'

),

-- Only finished years: the same year published twice would tell what came between.
measured as (

    select
        figures.kpi_id,
        figures.period_year,
        figures.place_code,
        places.place_level_code,
        places.parent_place_code,
        concat_ws(' ', kpis.group_code, figures.period_year) as group_year,
        concat_ws(' ', figures.kpi_id, figures.period_year) as kpi_year,
        kpis.sort_order,
        kpis.is_small_held_back,
        figures.numerator,
        figures.denominator,
        figures.actual,
        coalesce(figures.denominator, figures.numerator) as size_counted,
        -- Sums over the tree would tell the unknown of one region: the nation's only.
        -- The rest less the unknown is a known no, and may be of few.
        case
            when places.place_level_code <> 'nation' then null
            when not kpis.is_small_held_back then figures.n_missing
            when
                not {{ is_small_group('figures.n_missing') }}
                and not {{ is_small_group(
                    'figures.denominator - figures.numerator - figures.n_missing'
                ) }}
                then figures.n_missing
        end as n_missing,
        kpis.is_small_held_back
        and (
            ({{ is_small_group('figures.numerator') }} and kpis.unit_code <> 'sek')
            or {{ is_small_group('figures.denominator') }}
            or (
                {{ is_small_group('figures.denominator - figures.numerator') }}
                and kpis.unit_code = 'percent'
            )
        ) as is_few
    from {{ ref('fct_kpi_values') }} as figures
    inner join kpis on figures.kpi_id = kpis.kpi_id
    inner join {{ ref('dim_places') }} as places
        on figures.place_code = places.place_code
    inner join {{ ref('stg_build__runs') }} as builds
        on figures.period_end <= builds.data_on
    where
        figures.period_kind_code = 'year'
        and figures.category_code = 'all'
        and figures.split_code = 'all'
        and (places.place_level_code = 'nation' or kpis.has_places)

),

-- Two KPIs of one group that differ by 1 to 4 tell a small count between them: the
-- later one gives way.
told_by_another as (

    select distinct
        later.kpi_year,
        later.place_code
    from measured as later
    inner join measured as earlier
        on
            later.group_year = earlier.group_year
            and later.place_code = earlier.place_code
            and later.sort_order > earlier.sort_order
    where
        later.is_small_held_back
        and {{ is_small_group('abs(later.size_counted - earlier.size_counted)') }}

),

figures as (

    select
        measured.kpi_id,
        measured.period_year,
        measured.place_code,
        measured.place_level_code,
        measured.parent_place_code,
        measured.group_year,
        measured.kpi_year,
        measured.is_small_held_back,
        measured.size_counted,
        measured.numerator,
        measured.denominator,
        measured.n_missing,
        measured.actual,
        measured.is_few or told_by_another.kpi_year is not null as is_small
    from measured
    left join told_by_another
        on
            measured.kpi_year = told_by_another.kpi_year
            and measured.place_code = told_by_another.place_code

)

select * from figures
