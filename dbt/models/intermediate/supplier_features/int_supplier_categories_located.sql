{{ config(materialized='table') }}

with

running as (

    select * from {{ ref('int_contract_lines_running') }}

),

countries as (

    select * from {{ ref('int_countries_known') }}

),

goods as (

    select * from {{ ref('int_goods_listed') }}

),

begun as (

    select * from {{ ref('int_sources_begun') }}

),

-- Contract lines are many and countries few: sum up before anything is joined.
per_country as (

    select
        supplier_id,
        category_code,
        as_of_on,
        final_manufacture_country_code as country_code,
        coalesce({{ exact_sum('annual_value_sek') }}, 0) as annual_value_sek
    from running
    where final_manufacture_country_code is not null
    group by
        supplier_id,
        category_code,
        as_of_on,
        final_manufacture_country_code

),

-- The index is turned: here high is risk. A list that was not out yet lists nothing,
-- and leaves nothing out either.
judged as (

    select
        per_country.supplier_id,
        per_country.category_code,
        per_country.as_of_on,
        per_country.country_code,
        400 - countries.country_index as country_risk,
        countries.figures_on,
        case
            when begun.goods_from_on < per_country.as_of_on
                then coalesce(goods.known_on < per_country.as_of_on, false)
        end as is_listed,
        row_number() over (
            partition by
                per_country.supplier_id,
                per_country.category_code,
                per_country.as_of_on
            order by per_country.annual_value_sek desc, per_country.country_code asc
        ) = 1 as is_main_country
    from per_country
    cross join begun
    left join countries
        on
            per_country.country_code = countries.country_code
            and per_country.as_of_on = countries.as_of_on
    left join goods
        on
            per_country.country_code = goods.country_code
            and per_country.category_code = goods.category_code

),

located as (

    select
        supplier_id,
        category_code,
        as_of_on,
        max(country_code) filter (is_main_country) as main_country_code,
        max(country_risk) filter (is_main_country) as country_risk,
        max(country_risk) as worst_country_risk,
        bool_or(is_listed) as is_on_goods_list,
        max(figures_on) as country_fact_on
    from judged
    group by
        supplier_id,
        category_code,
        as_of_on

)

select * from located
