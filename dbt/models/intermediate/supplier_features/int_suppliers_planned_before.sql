with

items as (

    select * from {{ ref('fct_plan_items') }}
    where is_in and state_code in ('decided', 'carried_out')

),

audits as (

    select * from {{ ref('fct_audits') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- The plan of a year to come is the one being made, not the last one.
decided as (

    select
        items.supplier_id,
        items.plan_year
    from items
    inner join builds on items.plan_year <= {{ year_of('builds.as_of_on') }}
    qualify items.plan_year = max(items.plan_year) over ()

),

-- A complaint and a re-audit are answers to something, not choices of a plan.
visited as (

    select audits.supplier_id
    from audits
    inner join builds
        on
            audits.visited_on < builds.as_of_on
            and audits.visited_on >= {{ months_before('builds.as_of_on', 12) }}
    where
        not audits.is_re_audit
        and audits.trigger_code is distinct from 'complaint'
        and not exists (select 1 from decided)

),

planned as (

    select supplier_id from decided
    union
    select supplier_id from visited

)

select * from planned
