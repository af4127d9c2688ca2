with

audits as (

    select * from {{ ref('fct_audits') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- A complaint and a re-audit are answers to something, not choices of a plan.
planned as (

    select distinct audits.supplier_id
    from audits
    inner join builds
        on
            audits.visited_on < builds.as_of_on
            and audits.visited_on >= {{ months_before('builds.as_of_on', 12) }}
    where
        not audits.is_re_audit
        and audits.trigger_code is distinct from 'complaint'

)

select * from planned
