with

source as (

    select * from {{ source('findings', 'findings') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['finding_id']) }}

),

renamed as (

    select
        -- ids
        finding_id,
        audit_id,

        -- words
        grade_code,
        process_requirement,

        -- dates
        due_on,
        changed_due_on,
        verified_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
