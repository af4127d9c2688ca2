with

plans as (

    select * from {{ ref('plans') }}

),

described as (

    select
        plan_code,
        name_sv as plan_name_sv,
        name_en as plan_name_en,
        first_year,
        last_year
    from plans

)

select * from described
