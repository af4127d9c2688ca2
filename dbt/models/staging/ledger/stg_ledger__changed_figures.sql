with

source as (

    select * from {{ source('ledger', 'changed_figures') }}

),

renamed as (

    select
        -- ids
        kpi_id,
        period_kind_code,
        place_code,
        from_build_id,
        to_build_id,

        -- words
        cause_code,
        cause_files,

        -- numbers
        period_year,
        old_numerator,
        old_denominator,
        new_numerator,
        new_denominator,
        old_actual,
        new_actual,

        -- dates
        period_end,
        changed_at

    from source

)

select * from renamed
