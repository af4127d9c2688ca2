with

source as (

    select * from {{ source('competence_matrix', 'levels') }}

),

newest as (

    select *
    from source
    {{ keep_newest_file('assessment_year') }}

),

highest as (

    select
        -- ids
        assessment_year,
        coalesce(category_code, code_area_code) as competence_area_code,
        category_code,
        code_area_code,

        -- numbers
        max(competence_level) as highest_competence_level,

        -- dates
        max(assessed_on) as assessed_on,

        -- lineage
        max(source_file) as source_file

    from newest
    group by assessment_year, category_code, code_area_code

)

select * from highest
