with

source as (

    select * from {{ source('follow_up_case_regions', 'case_regions') }}

),

-- A region that has left a case is missing from its newest file.
-- Hence the file, not the row, is what is newest.
newest as (

    select *
    from source
    {{ keep_newest_file('case_id') }}

),

renamed as (

    select
        -- ids
        case_id,
        region_code,

        -- words
        region_role_code,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
