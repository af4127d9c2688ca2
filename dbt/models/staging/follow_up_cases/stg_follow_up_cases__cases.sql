with

source as (

    select * from {{ source('follow_up_cases', 'cases') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['case_id']) }}

),

renamed as (

    select
        -- ids
        case_id,
        {{ supplier_id('organisation_number') }} as supplier_id,
        category_code,
        region_code,

        -- words
        method_code,
        selection_reason_code,
        closure_reason_code,
        is_in_national_system,
        case_stage_code,
        selection_method_code,
        has_selection_motive,
        selection_model_version,

        -- numbers
        round_number,
        selection_rank,
        inclusion_probability,

        -- dates
        started_on,
        closed_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
