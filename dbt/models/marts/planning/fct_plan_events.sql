with

events as (

    select * from {{ ref('stg_store__plan_events') }}

),

plans as (

    select * from {{ ref('stg_store__plans') }}

),

named as (

    select
        events.event_id,
        events.plan_id,
        plans.plan_name,
        events.plan_year,
        events.event_number,
        events.happened_on,
        events.happened_at,
        events.kind_code,
        events.item_id,
        events.supplier_id,
        events.category_code,
        events.band_code,
        events.by_role_code,
        events.by_region_codes,
        events.reason_code,
        events.old_state_code,
        events.new_state_code,
        events.was_in,
        events.is_in,
        events.undoes_event_id,
        events.build_id,
        events.model_run_id
    from events
    inner join plans on events.plan_id = plans.plan_id

)

select * from named
