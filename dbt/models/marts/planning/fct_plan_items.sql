with

items as (

    select * from {{ ref('stg_store__plan_items') }}

),

plans as (

    select * from {{ ref('stg_store__plans') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

-- A supplier that has left the data stays in its plans.
planned as (

    select
        items.item_id,
        items.plan_id,
        plans.plan_name,
        plans.plan_year,
        plans.state_code,
        plans.decided_on,
        items.supplier_id,
        items.supplier_name,
        suppliers.supplier_id is null as is_missing_in_data,
        items.category_code,
        items.region_codes,
        items.audit_type_code,
        items.half_year,
        items.performer_code,
        items.why_code,
        items.is_in,
        items.is_recommended,
        items.override_reason_code,
        items.probability,
        items.value_score,
        items.band_code,
        items.inclusion_probability,
        plans.build_id,
        plans.model_run_id
    from items
    inner join plans on items.plan_id = plans.plan_id
    left join suppliers on items.supplier_id = suppliers.supplier_id

),

-- A re-audit closes what an earlier audit found; it is not the audit that was planned.
followed as (

    select
        planned.item_id,
        audits.audit_id,
        audits.visited_on,
        audits.has_major_finding
    from planned
    inner join audits
        on
            planned.supplier_id = audits.supplier_id
            and planned.category_code = audits.category_code
            and planned.plan_year = {{ year_of('audits.visited_on') }}
            and planned.decided_on < audits.visited_on
    where not audits.is_re_audit
    qualify row_number() over (
        partition by planned.item_id
        order by audits.visited_on, audits.audit_id
    ) = 1

),

joined as (

    select
        planned.*,
        followed.audit_id,
        followed.visited_on,
        followed.has_major_finding
    from planned
    left join followed on planned.item_id = followed.item_id

)

select * from joined
