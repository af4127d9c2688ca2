with

source as (

    select * from {{ source('newsletters', 'newsletter_issues') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['issue_id', 'audience_code']) }}

),

renamed as (

    select
        -- ids
        issue_id,

        -- words
        audience_code,

        -- numbers
        n_recipients,
        n_delivered,
        n_unique_opens,
        n_unique_clicks,
        n_subscribers,

        -- dates
        sent_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
