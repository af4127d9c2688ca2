with

category_figures as (

    select * from {{ ref('fct_kpi_values') }}
    where
        period_kind_code = 'year'
        and split_code = 'all'
        and category_code <> 'all'

),

-- Missing counts as fallen: something was there the year before.
fallen as (

    select
        earlier.kpi_id,
        earlier.period_year + 1 as period_year,
        earlier.place_code,
        count(*) as n_categories_fallen_to_zero
    from category_figures as earlier
    left join category_figures as later
        on
            earlier.kpi_id = later.kpi_id
            and earlier.period_year + 1 = later.period_year
            and earlier.place_code = later.place_code
            and earlier.category_code = later.category_code
    where
        earlier.numerator > 0
        and coalesce(later.numerator, 0) = 0
    group by
        earlier.kpi_id,
        earlier.period_year,
        earlier.place_code

)

select * from fallen
