with

source as (

    select * from {{ source('training_attendance', 'attendance') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['registration_id']) }}

),

renamed as (

    select
        -- ids
        registration_id,
        occasion_id,
        person_id,
        {{ supplier_id('organisation_number') }} as supplier_id,
        region_code,

        -- words
        participant_kind_code,
        attendance_state_code,

        -- numbers
        test_score,

        -- dates
        completed_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
