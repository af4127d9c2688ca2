with

-- A draft is nobody's but the secretariat's, and may still be anything.
items as (

    select * from {{ ref('fct_plan_items') }}
    where override_reason_code is not null and state_code <> 'draft'

),

-- The change that stands: a row may have been taken in and out again.
events as (

    select
        item_id,
        by_role_code,
        happened_on
    from {{ ref('fct_plan_events') }}
    where kind_code in ('item_overridden', 'item_added')
    qualify row_number() over (
        partition by item_id
        order by event_number desc
    ) = 1

),

audits as (

    select * from {{ ref('fct_audits') }}
    where not is_re_audit

),

-- Whoever was taken out may be visited later, for another reason; the audit of the
-- plan itself is found in the same way.
audited_later as (

    select
        items.item_id,
        audits.visited_on,
        audits.has_major_finding
    from items
    inner join audits
        on
            items.supplier_id = audits.supplier_id
            and items.category_code = audits.category_code
            and items.decided_on < audits.visited_on
    qualify row_number() over (
        partition by items.item_id
        order by audits.visited_on, audits.audit_id
    ) = 1

),

followed as (

    select
        items.item_id,
        items.plan_id,
        items.plan_name,
        items.plan_year,
        items.state_code,
        items.supplier_id,
        items.supplier_name,
        items.category_code,
        items.region_codes,
        items.is_recommended,
        items.band_code,
        case when items.is_in then 'in' else 'out' end as direction_code,
        items.override_reason_code,
        events.by_role_code,
        events.happened_on,
        items.decided_on,
        audited_later.visited_on,
        case
            when audited_later.has_major_finding then 'hit'
            when not audited_later.has_major_finding then 'no_hit'
            when audited_later.visited_on is not null then 'report_awaited'
            when items.decided_on is null then 'not_decided'
            else 'not_audited'
        end as outcome_code
    from items
    left join events on items.item_id = events.item_id
    left join audited_later on items.item_id = audited_later.item_id

)

select * from followed
