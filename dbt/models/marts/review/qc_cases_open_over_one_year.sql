with

open_cases as (

    select * from {{ ref('rpt_open_cases') }}

),

old_cases as (

    select
        'cases_open_over_one_year' as qc_code,
        case_id as subject_id,
        supplier_name as subject_name,
        region_code,
        cast(age_days as double) as detail_figure
    from open_cases
    where is_over_one_year

)

select * from old_cases
