with

newest as (

    select *
    from {{ source('web_statistics', 'site_visits') }}
    {{ keep_newest_row(['site_code', 'period_text']) }}

),

renamed as (

    select
        -- ids
        site_code,
        period_text,

        -- words
        {{ web_period_kind('period_text') }} as period_kind_code,

        -- numbers
        n_unique_visitors,
        n_visits,
        n_page_views,
        n_downloads,

        -- dates
        {{ web_period_start('period_text') }} as period_starts_on,
        data_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
