with

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

unregistered as (

    select
        'suppliers_not_in_register' as qc_code,
        supplier_id as subject_id,
        supplier_name as subject_name,
        cast(null as varchar) as region_code,
        cast(n_contract_lines as double) as detail_figure
    from suppliers
    where not is_in_register

)

select * from unregistered
