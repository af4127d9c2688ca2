with

source as (

    select * from {{ source('decisions', 'decisions') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['decision_id']) }}

),

renamed as (

    select
        -- ids
        decision_id,
        case_id,
        self_assessment_id,
        {{ supplier_id('organisation_number') }} as supplier_id,
        region_code,

        -- words
        decision_code,
        decision_reason_code,
        is_recommendation_followed,

        -- dates
        decided_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
