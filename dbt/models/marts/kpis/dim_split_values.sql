with

splits as (

    select * from {{ ref('splits') }}

),

listed as (

    select * from {{ ref('split_values') }}

),

countries as (

    select * from {{ ref('dim_countries') }}

),

stacked as (

    select
        split_code,
        split_value_code,
        name_sv as split_value_name_sv,
        name_en as split_value_name_en
    from listed

    union all

    select
        splits.split_code,
        countries.country_code as split_value_code,
        countries.country_name_sv as split_value_name_sv,
        countries.country_name_en as split_value_name_en
    from splits
    cross join countries
    where splits.value_words_code = 'country'

)

select * from stacked
