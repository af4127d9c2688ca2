with

kpis as (

    select * from {{ ref('dim_kpis') }}

),

sources as (

    select * from {{ ref('rpt_kpi_sources') }}
    where not is_reference

),

figures as (

    select * from {{ ref('fct_kpi_values') }}
    where
        period_kind_code = 'year'
        and category_code = 'all'
        and split_code = 'all'

),

places as (

    select * from {{ ref('dim_places') }}

),

delivered as (

    select
        kpi_id,
        count(*) as n_tables,
        count(*) filter (where is_delivered) as n_tables_delivered,
        {{ joined_text('table_name', 'table_name') }}
        filter (where not is_delivered) as missing_tables,
        min(data_on) as oldest_data_on,
        max(age_days) as oldest_age_days
    from sources
    group by kpi_id

),

-- The year that the newest figure is of, a begun year among them.
newest as (

    select
        kpi_id,
        max(period_year) as period_year
    from figures
    group by kpi_id

),

of_nation as (

    select
        figures.kpi_id,
        figures.period_year,
        figures.n_missing,
        100.0 * figures.n_missing / nullif(
            coalesce(figures.denominator, figures.numerator + figures.n_missing), 0
        ) as missing_pct
    from figures
    inner join newest
        on
            figures.kpi_id = newest.kpi_id
            and figures.period_year = newest.period_year
    where figures.place_code = 'SE'

),

of_regions as (

    select
        figures.kpi_id,
        figures.period_year,
        count(*) as n_regions
    from figures
    inner join places on figures.place_code = places.place_code
    where places.place_level_code = 'region'
    group by
        figures.kpi_id,
        figures.period_year

),

covered as (

    select
        kpis.kpi_id,
        coalesce(delivered.n_tables, 0) as n_tables,
        coalesce(delivered.n_tables_delivered, 0) as n_tables_delivered,
        delivered.missing_tables,
        delivered.oldest_data_on,
        delivered.oldest_age_days,
        of_nation.period_year,
        of_nation.n_missing,
        case when kpis.unit_code in ('percent', 'count') then of_nation.missing_pct end
            as missing_pct,
        of_regions.n_regions
    from kpis
    left join delivered on kpis.kpi_id = delivered.kpi_id
    left join of_nation on kpis.kpi_id = of_nation.kpi_id
    left join of_regions
        on
            of_nation.kpi_id = of_regions.kpi_id
            and of_nation.period_year = of_regions.period_year

)

select * from covered
