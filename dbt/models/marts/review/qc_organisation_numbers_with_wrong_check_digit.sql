with

companies as (

    select * from {{ ref('dim_suppliers') }}
    where not {{ is_sole_trader('supplier_id') }}

),

wrong as (

    select
        'organisation_numbers_with_wrong_check_digit' as qc_code,
        supplier_id as subject_id,
        supplier_name as subject_name,
        cast(null as varchar) as region_code,
        cast(n_contract_lines as double) as detail_figure
    from companies
    where not {{ has_right_check_digit('supplier_id') }}

)

select * from wrong
