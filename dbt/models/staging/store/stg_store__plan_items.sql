with

source as (

    select * from {{ source('store', 'plan_items') }}

),

renamed as (

    select
        -- ids
        item_id,
        plan_id,
        supplier_id,

        -- words
        supplier_name,
        category_code,
        audit_type_code,
        performer_code,
        why_code,
        override_reason_code,
        band_code,
        region_codes,
        is_in,
        is_recommended,

        -- numbers
        half_year,
        probability,
        value_score,
        inclusion_probability,
        version as n_changes,

        -- dates
        changed_at

    from source

)

select * from renamed
