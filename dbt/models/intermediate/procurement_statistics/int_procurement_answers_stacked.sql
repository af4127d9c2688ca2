with

imported as (

    select * from {{ ref('int_procurement_answers_counted') }}

),

reference_answers as (

    select * from {{ ref('stg_reference__procurement_requirements') }}

),

-- A year whose workbook has been imported is told by the workbook alone.
stacked as (

    select
        period_year,
        region_code,
        cpv_division_code,
        requirement_code,
        answer_code,
        n_procurements,
        'imported' as origin_code
    from imported
    union all
    select
        reference_answers.period_year,
        reference_answers.region_code,
        reference_answers.cpv_division_code,
        reference_answers.requirement_code,
        reference_answers.answer_code,
        reference_answers.n_procurements,
        'reference' as origin_code
    from reference_answers
    where
        reference_answers.period_year not in (
            select imported.period_year from imported
        )

)

select * from stacked
