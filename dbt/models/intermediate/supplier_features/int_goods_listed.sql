with

goods as (

    select * from {{ ref('stg_reference__high_risk_goods') }}

),

goods_categories as (

    select * from {{ ref('high_risk_goods_categories') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

listed as (

    select distinct
        goods.country_code,
        goods_categories.category_code
    from goods
    inner join builds on goods.known_on < builds.as_of_on
    inner join goods_categories on goods.good_name = goods_categories.good_name

)

select * from listed
