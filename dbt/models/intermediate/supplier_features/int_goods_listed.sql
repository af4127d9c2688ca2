with

goods as (

    select * from {{ ref('stg_reference__high_risk_goods') }}

),

goods_categories as (

    select * from {{ ref('high_risk_goods_categories') }}

),

listed as (

    select
        goods.country_code,
        goods_categories.category_code,
        min(goods.known_on) as known_on
    from goods
    inner join goods_categories on goods.good_name = goods_categories.good_name
    group by
        goods.country_code,
        goods_categories.category_code

)

select * from listed
