with

source as (

    select * from {{ source('store', 'plan_events') }}

),

renamed as (

    select
        -- ids
        event_id,
        plan_id,
        item_id,
        supplier_id,
        build_id,
        model_run_id,
        undoes_event_id,

        -- words
        category_code,
        by_role_code,
        by_region_codes,
        kind_code,
        reason_code,
        old_state_code,
        new_state_code,
        band_code,
        was_in,
        is_in,

        -- numbers
        plan_year,
        plan_version as event_number,

        -- dates
        happened_on,
        happened_at

    from source

)

select * from renamed
