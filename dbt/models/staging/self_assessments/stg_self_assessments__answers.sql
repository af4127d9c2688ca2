with

newest as (

    select *
    from {{ source('self_assessments', 'answers') }}
    {{ keep_newest_row(['self_assessment_id', 'process_requirement']) }}

),

renamed as (

    select
        -- ids
        self_assessment_id,
        process_requirement,
        case_id,
        {{ supplier_id('organisation_number') }} as supplier_id,
        category_code,
        region_code,

        -- words
        clause_version_code,
        assessment_code,
        recommendation_code,
        has_evidence,

        -- numbers
        number_of_reminders,

        -- dates
        sent_on,
        due_on,
        answered_on,
        assessed_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
