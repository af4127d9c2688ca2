with

source as (

    select * from {{ source('published_history', 'published_figures') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['figure_id']) }}

),

renamed as (

    select
        -- ids
        figure_id,

        -- words
        figure_label,
        unit_label,
        precision_code,
        is_year_inferred,
        source_label,
        source_url,
        second_source_url,

        -- numbers
        period_year,
        figure_number,
        highest_figure_number,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
