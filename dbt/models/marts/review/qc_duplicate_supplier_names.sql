with

suppliers as (

    select * from {{ ref('dim_suppliers') }}
    where is_in_register

),

same_name as (

    select
        'duplicate_supplier_names' as qc_code,
        supplier_id as subject_id,
        supplier_name as subject_name,
        cast(null as varchar) as region_code,
        cast(
            count(*) over (partition by lower(supplier_name)) as double
        ) as detail_figure
    from suppliers
    qualify detail_figure > 1

)

select * from same_name
