with

valued as (

    select * from {{ ref('int_supplier_categories_valued') }}

),

contracted as (

    select * from {{ ref('int_supplier_categories_contracted') }}

),

located as (

    select * from {{ ref('int_supplier_categories_located') }}

),

reasons as (

    select * from {{ ref('int_supplier_reasons_picked') }}

),

audited as (

    select * from {{ ref('int_suppliers_audited') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

ranking as (

    select
        valued.list_rank,
        valued.supplier_id,
        suppliers.supplier_name,
        suppliers.organisation_number,
        valued.category_code,
        categories.is_prioritised,
        valued.is_top_category,
        contracted.region_codes,
        valued.n_regions,
        valued.annual_value_sek,
        contracted.contract_ends_on,
        coalesce(located.final_manufacture_country_codes, [])
            as final_manufacture_country_codes,
        audited.last_audit_on,
        valued.is_never_audited,
        valued.probability,
        valued.severity_score,
        valued.exposure_score,
        valued.value_score,
        valued.share_in_top,
        valued.band_code,
        reasons.* exclude (supplier_id, category_code),
        -- Contracts end before an audit can bear fruit; others had theirs lately.
        case
            when
                contracted.contract_ends_on
                < {{ months_after('valued.as_of_on', var('contract_months_left')) }}
                then 'contract_ends_within_year'
            when
                audited.last_audit_on
                > {{ months_before('valued.as_of_on', var('audit_rest_months')) }}
                and valued.last_audit_major = 0
                then 'recently_audited'
        end as ineligible_reason_code,
        ineligible_reason_code is null as is_eligible,
        valued.as_of_on,
        valued.model_run_id,
        valued.stage_code
    from valued
    inner join suppliers on valued.supplier_id = suppliers.supplier_id
    inner join categories on valued.category_code = categories.category_code
    inner join contracted
        on
            valued.supplier_id = contracted.supplier_id
            and valued.category_code = contracted.category_code
    left join located
        on
            valued.supplier_id = located.supplier_id
            and valued.category_code = located.category_code
    left join reasons
        on
            valued.supplier_id = reasons.supplier_id
            and valued.category_code = reasons.category_code
    left join audited on valued.supplier_id = audited.supplier_id

)

select * from ranking
