with

checks as (

    select * from {{ ref('stg_build__checks') }}

),

-- A check of a pair of models is found from both; it is one check of the figure.
described as (

    select
        kpi_id,
        check_id,
        any_value(check_name) as check_name,
        min(checked_model) as checked_model,
        min(scope_code) as scope_code,
        any_value(description) as description,
        any_value(status_code) as status_code,
        any_value(n_failures) as n_failures
    from checks
    group by
        kpi_id,
        check_id

)

select * from described
