with

source as (

    select * from {{ source('programme_milestones', 'milestones') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['milestone_code']) }}

),

renamed as (

    select
        -- ids
        milestone_code,

        -- words
        evidence_url,

        -- dates
        decided_on,
        opened_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
