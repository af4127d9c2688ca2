with

builds as (

    select * from {{ ref('stg_build__runs') }}

),

figures as (

    select * from {{ ref('stg_reference__country_figures') }}

),

-- What is known changes the day after a publication, and at New Year, when the oldest
-- figures fall out.
changes as (

    select {{ days_after('known_on', 1) }} as edition_on
    from figures

    union

    select
        make_date(figure_year + {{ var('country_figure_years') }} + 1, 1, 1)
            as edition_on
    from figures

),

editions as (

    select
        changes.edition_on,
        lead(changes.edition_on) over (order by changes.edition_on)
            as next_edition_on
    from changes
    inner join builds on changes.edition_on <= builds.as_of_on

)

select * from editions
