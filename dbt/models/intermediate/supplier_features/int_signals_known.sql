with

signals as (

    select * from {{ ref('stg_signals__signals') }}

),

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

days as (

    select distinct
        supplier_id,
        as_of_on
    from asked

),

known as (

    select
        days.supplier_id,
        days.as_of_on,
        signals.signal_name,
        signals.signal_number,
        signals.known_on
    from signals
    inner join days
        on
            signals.supplier_id = days.supplier_id
            and signals.known_on < days.as_of_on

)

select * from known
