with

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

signalled as (

    select * from {{ ref('int_suppliers_signalled') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

-- Large companies are written about more: what is usual for the size is no sign of
-- risk. Only days on which the whole population is asked can tell what is usual.
population as (

    select distinct
        supplier_id,
        as_of_on
    from asked
    where is_today or is_half_year

),

expected as (

    select
        population.as_of_on as compared_on,
        suppliers.size_class_code,
        cast(
            sum(cast(coalesce(signalled.decayed_signals, 0) as decimal(18, 6)))
            as double
        ) / count(*) as expected_signals
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
