with

suppliers as (

    select * from {{ ref('dim_suppliers') }}
    where is_in_register

),

-- The name is only compared in this form; it is shown as it was written.
compared as (

    select
        supplier_id,
        supplier_name,
        {{ compared_name('supplier_name') }} as compared_name
    from suppliers

),

same_name as (

    select
        'duplicate_supplier_names' as qc_code,
        supplier_id as subject_id,
        supplier_name as subject_name,
        cast(null as varchar) as region_code,
        cast(
            count(*) over (partition by compared_name) as double
        ) as detail_figure
    from compared
    where compared_name != ''
    qualify detail_figure > 1

)

select * from same_name
