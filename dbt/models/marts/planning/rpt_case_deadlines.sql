with

deadlines as (

    select * from {{ ref('int_case_deadlines') }}

),

cases as (

    select * from {{ ref('rpt_open_cases') }}

),

placed as (

    select
        deadlines.deadline_id,
        deadlines.case_id,
        deadlines.deadline_code,
        deadlines.of_id,
        deadlines.grade_code,
        deadlines.due_on,
        deadlines.is_assumed,
        deadlines.is_overdue,
        deadlines.days_overdue,
        cases.supplier_id,
        cases.supplier_name,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code
    from deadlines
    inner join cases on deadlines.case_id = cases.case_id

)

select * from placed
