with

builds as (

    select * from {{ ref('stg_build__runs') }}

),

figures as (

    select * from {{ ref('stg_reference__country_figures') }}

),

-- What could be known the day before the as-of date, and is not too old to tell.
newest_known as (

    select
        figures.country_code,
        figures.source_code,
        figures.indicator_code,
        figures.figure_year,
        figures.known_on,
        figures.origin,
        figures.figure * case when figures.is_high_good then 1 else -1 end as goodness
    from figures
    inner join builds
        on
            figures.known_on < builds.as_of_on
            and figures.figure_year
            >= {{ year_of('builds.as_of_on') }} - {{ var('country_figure_years') }}
    qualify row_number() over (
        partition by
            figures.country_code, figures.source_code, figures.indicator_code
        order by figures.figure_year desc
    ) = 1

),

-- Ties share the middle of the ranks they take up, so few-step scales stay fair.
ranked as (

    select
        country_code,
        source_code,
        indicator_code,
        figure_year,
        known_on,
        origin,
        100.0 * (
            rank() over (
                partition by source_code, indicator_code order by goodness
            ) - 1
            + 0.5 * count(*) over (
                partition by source_code, indicator_code, goodness
            )
        ) / count(*) over (partition by source_code, indicator_code)
            as percentile_rank_pct
    from newest_known

)

select * from ranked
