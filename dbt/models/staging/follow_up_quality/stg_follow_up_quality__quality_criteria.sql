with

source as (

    select * from {{ source('follow_up_quality', 'quality_criteria') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['case_id', 'criterion_number']) }}

),

renamed as (

    select
        -- ids
        case_id,
        criterion_number,

        -- words
        fulfilment_code,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
