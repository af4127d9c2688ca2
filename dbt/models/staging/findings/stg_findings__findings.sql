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
        finding_stage_code,
        code_area_code,
        severe_kind_code,
        awareness_source_code,
        estimate_basis_code,

        -- numbers
        affected_workers,
        remediation_sek,

        -- dates
        due_on,
        changed_due_on,
        verified_on,
        supplier_aware_on,
        reported_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
