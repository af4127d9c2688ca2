with

source as (

    select * from {{ source('calibration_scores', 'scores') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row([
        'calibration_round_id', 'auditor_id', 'test_case_id', 'process_requirement'
    ]) }}

),

renamed as (

    select
        -- ids
        calibration_round_id,
        auditor_id,
        test_case_id,
        process_requirement,
        occasion_id,

        -- words
        given_assessment_code,
        reference_assessment_code,

        -- dates
        assessed_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
