with

delivered as (

    select * from {{ ref('stg_purchasing_categories__categories') }}

),

-- The programme's own list, until the secretariat delivers one.
agreed as (

    select * from {{ ref('purchasing_categories') }}
    where is_prioritised and not exists (select 1 as is_there from delivered)

),

stretches as (

    select
        category_code,
        prioritised_from_on,
        prioritised_to_on
    from delivered
    where prioritised_from_on is not null

    union all

    select
        category_code,
        make_date(valid_from_year, 1, 1) as prioritised_from_on,
        make_date(valid_to_year, 12, 31) as prioritised_to_on
    from agreed

)

select * from stretches
