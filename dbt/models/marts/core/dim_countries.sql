with

countries as (

    select * from {{ ref('stg_reference__countries') }}

),

indices as (

    select * from {{ ref('int_country_risk_index') }}
    where edition_on = (
        select max(editions.edition_on)
        from {{ ref('int_country_editions') }} as editions
    )

),

banded as (

    select
        countries.country_code,
        countries.country_name_sv,
        countries.country_name_en,
        indices.country_index,
        {{ country_band('indices.country_index') }} as country_band,
        indices.figures_on,
        cast(coalesce(indices.n_sources, 0) as integer) as n_sources,
        indices.source_names
    from countries
    left join indices on countries.country_code = indices.country_code

)

select * from banded
