with

newest as (

    select *
    from {{ source('web_statistics', 'page_views') }}
    {{ keep_newest_row(['site_code', 'period_text', 'page_url']) }}

),

renamed as (

    select
        -- ids
        site_code,
        period_text,
        page_url,
        category_code,

        -- words
        {{ web_period_kind('period_text') }} as period_kind_code,
        page_kind_code,
        language_code,

        -- numbers
        n_page_views,
        n_unique_page_views,
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
