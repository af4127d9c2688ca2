with

suppliers as (

    select * from {{ ref('dim_suppliers') }}
    where is_in_register

),

-- A Cyrillic letter that looks like a Latin one makes two names of what reads as one.
mixed as (

    select
        'supplier_names_of_mixed_alphabets' as qc_code,
        supplier_id as subject_id,
        supplier_name as subject_name,
        cast(null as varchar) as region_code,
        cast(
            len(regexp_extract_all(supplier_name, '[\p{Greek}\p{Cyrillic}]')) as double
        ) as detail_figure
    from suppliers
    where
        regexp_matches(supplier_name, '\p{Latin}')
        and regexp_matches(supplier_name, '[\p{Greek}\p{Cyrillic}]')

)

select * from mixed
