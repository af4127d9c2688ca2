with

splits as (

    select * from {{ ref('splits') }}

),

described as (

    select
        split_code,
        split_name_sv,
        split_name_en,
        value_words_code
    from splits

)

select * from described
