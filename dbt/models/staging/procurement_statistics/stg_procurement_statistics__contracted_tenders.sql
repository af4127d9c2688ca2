with

-- A year is published whole; a corrected file replaces all of it.
newest as (

    select *
    from {{ source('procurement_statistics', 'contracted_tenders') }}
    {{ keep_newest_file('period_year') }}

),

renamed as (

    select
        -- ids
        procurement_id,
        tender_lot_id,
        period_year,
        {{ supplier_id('buyer_organisation_number') }} as buyer_organisation_number,
        -- '00' is the code list's own word for a procurement without a code.
        coalesce(left(cpv_division_name, 2), '00') as cpv_division_code,

        -- words
        buyer_name,
        buyer_sector_name,
        buyer_subsector_name,
        has_environmental_requirements,
        has_social_requirements,

        -- numbers
        n_contracted_tenders,

        -- dates
        published_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
