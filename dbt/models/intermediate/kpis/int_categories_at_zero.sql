with

figures as (

    select * from {{ ref('fct_kpi_values') }}
    where period_kind_code = 'year' and split_code = 'all'

),

kpis as (

    select * from {{ ref('dim_kpis') }}
    where attainment_rule_code = 'rises_and_no_category_zero'

),

prioritised as (

    select * from {{ ref('int_categories_prioritised') }}

),

totals as (

    select
        figures.kpi_id,
        figures.period_year,
        figures.period_end,
        figures.place_code
    from figures
    inner join kpis on figures.kpi_id = kpis.kpi_id
    where figures.category_code = 'all'

),

-- Whether there was something the year before makes no difference: nothing both years
-- is no better than a fall.
at_zero as (

    select
        totals.kpi_id,
        totals.period_year,
        totals.place_code,
        count(distinct prioritised.category_code) as n_categories_at_zero
    from totals
    inner join prioritised
        on
            totals.period_end >= prioritised.prioritised_from_on
            and totals.period_end
            <= coalesce(prioritised.prioritised_to_on, totals.period_end)
    left join figures
        on
            totals.kpi_id = figures.kpi_id
            and totals.period_year = figures.period_year
            and totals.place_code = figures.place_code
            and prioritised.category_code = figures.category_code
    where coalesce(figures.numerator, 0) = 0
    group by
        totals.kpi_id,
        totals.period_year,
        totals.place_code

)

select * from at_zero
