with

source as (

    select * from {{ source('audits', 'audits') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['audit_id']) }}

),

renamed as (

    select
        -- ids
        audit_id,
        case_id,
        {{ supplier_id('organisation_number') }} as supplier_id,
        category_code,
        region_code,
        auditor_id,
        site_id,

        -- words
        audit_type_code,
        performer_code,
        trigger_code,
        announced_code,
        site_country_code,
        is_environment_included,
        payer_code,

        -- numbers
        round_number,
        site_tier,

        -- dates
        visited_on,
        report_approved_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
