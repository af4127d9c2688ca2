{{ config(materialized='table') }}

with

figures as (

    select * from {{ ref('int_country_figures_ranked') }}

),

-- Indicators first become one figure per source, so that a source with six
-- indicators weighs no more than a source with one.
per_source as (

    select
        edition_on,
        country_code,
        source_code,
        avg(percentile_rank_pct) as percentile_rank_pct,
        max(known_on) as known_on,
        max(figure_year) as figure_year,
        max(origin) as origin
    from figures
    group by
        edition_on,
        country_code,
        source_code

),

per_country as (

    select
        edition_on,
        country_code,
        count(*) as n_sources,
        round(4 * avg(percentile_rank_pct), 6) as mean_index,
        max(known_on) as figures_on,
        {{ joined_text("origin || ' (' || figure_year || ')'", 'source_code') }}
            as source_names
    from per_source
    group by
        edition_on,
        country_code

),

-- One source alone is not an index.
indexed as (

    select
        edition_on,
        country_code,
        n_sources,
        source_names,
        case when n_sources >= 2 then mean_index end as country_index,
        case when n_sources >= 2 then figures_on end as figures_on
    from per_country

)

select * from indexed
