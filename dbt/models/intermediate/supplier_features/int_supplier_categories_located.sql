{{ config(materialized='table') }}

with

running as (

    select * from {{ ref('int_contract_lines_running') }}
    where final_manufacture_country_code is not null

),

countries as (

    select * from {{ ref('dim_countries') }}

),

goods as (

    select * from {{ ref('int_goods_listed') }}

),

-- Contract lines are many and countries few: sum up before anything is joined.
per_country as (

    select
        supplier_id,
        category_code,
        final_manufacture_country_code as country_code,
        coalesce({{ exact_sum('annual_value_sek') }}, 0) as annual_value_sek
    from running
    group by
        supplier_id,
        category_code,
        final_manufacture_country_code

),

-- The index is turned: here high is risk.
judged as (

    select
        per_country.supplier_id,
        per_country.category_code,
        per_country.country_code,
        400 - countries.country_index as country_risk,
        countries.figures_on,
        goods.country_code is not null as is_listed,
        row_number() over (
            partition by per_country.supplier_id, per_country.category_code
            order by per_country.annual_value_sek desc, per_country.country_code asc
        ) = 1 as is_main_country
    from per_country
    left join countries on per_country.country_code = countries.country_code
    left join goods
        on
            per_country.country_code = goods.country_code
            and per_country.category_code = goods.category_code

),

located as (

    select
        supplier_id,
        category_code,
        max(country_code) filter (is_main_country) as main_country_code,
        {{ sorted_list('country_code') }} as final_manufacture_country_codes,
        max(country_risk) filter (is_main_country) as country_risk,
        max(country_risk) as worst_country_risk,
        bool_or(is_listed) as is_on_goods_list,
        max(figures_on) as country_fact_on
    from judged
    group by
        supplier_id,
        category_code

)

select * from located
