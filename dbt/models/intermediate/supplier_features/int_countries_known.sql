with

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

editions as (

    select * from {{ ref('int_country_editions') }}

),

indices as (

    select * from {{ ref('int_country_risk_index') }}

),

days as (

    select distinct as_of_on from asked

),

known as (

    select
        indices.country_code,
        days.as_of_on,
        indices.country_index,
        indices.figures_on
    from days
    inner join editions
        on
            days.as_of_on >= editions.edition_on
            and (
                editions.next_edition_on is null
                or days.as_of_on < editions.next_edition_on
            )
    inner join indices on editions.edition_on = indices.edition_on

)

select * from known
