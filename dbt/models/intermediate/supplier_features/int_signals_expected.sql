with

signalled as (

    select * from {{ ref('int_suppliers_signalled') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

-- Large companies are written about more: what is usual for the size is no risk.
population as (

    select distinct
        supplier_id,
        as_of_on
    from {{ ref('int_supplier_categories_asked') }}
    where is_today or is_half_year

),

expected as (

    select
        population.as_of_on as compared_on,
        suppliers.size_class_code,
        round(sum(coalesce(signalled.decayed_signals, 0)), 6) / count(*)
            as expected_signals
    from population
    inner join suppliers on population.supplier_id = suppliers.supplier_id
    left join signalled
        on
            population.supplier_id = signalled.supplier_id
            and population.as_of_on = signalled.as_of_on
    group by
        population.as_of_on,
        suppliers.size_class_code

)

select * from expected
