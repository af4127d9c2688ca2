with

countries as (

    select * from {{ ref('stg_reference__countries') }}

),

editions as (

    select * from {{ ref('int_country_editions') }}

),

indices as (

    select * from {{ ref('int_country_risk_index') }}

),

newest_indices as (

    select indices.*
    from indices
    inner join editions on indices.edition_on = editions.edition_on
    where editions.next_edition_on is null

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
    left join newest_indices as indices
        on countries.country_code = indices.country_code

)

select * from banded
