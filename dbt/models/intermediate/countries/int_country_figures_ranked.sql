with

editions as (

    select * from {{ ref('int_country_editions') }}

),

figures as (

    select * from {{ ref('stg_reference__country_figures') }}

),

-- What could be known the day before, and is not too old to tell.
newest_known as (

    select
        editions.edition_on,
        figures.country_code,
        figures.source_code,
        figures.indicator_code,
        figures.figure_year,
        figures.known_on,
        figures.origin,
        figures.figure * case when figures.is_high_good then 1 else -1 end as goodness
    from figures
    inner join editions
        on
            figures.known_on < editions.edition_on
            and figures.figure_year
            >= {{ year_of('editions.edition_on') }} - {{ var('country_figure_years') }}
    qualify row_number() over (
        partition by
            editions.edition_on,
            figures.country_code,
            figures.source_code,
            figures.indicator_code
        order by figures.figure_year desc
    ) = 1

),

-- Ties share the middle of the ranks they take up, so few-step scales stay fair.
ranked as (

    select
        edition_on,
        country_code,
        source_code,
        indicator_code,
        figure_year,
        known_on,
        origin,
        100.0 * (
            rank() over (
                partition by edition_on, source_code, indicator_code order by goodness
            ) - 1
            + 0.5 * count(*) over (
                partition by edition_on, source_code, indicator_code, goodness
            )
        ) / count(*) over (partition by edition_on, source_code, indicator_code)
            as percentile_rank_pct
    from newest_known

)

select * from ranked
