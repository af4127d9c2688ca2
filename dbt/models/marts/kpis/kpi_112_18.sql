with

audits as (

    select * from {{ ref('fct_audits') }}

),

-- All audits are here so that a year led by others only is a known zero.
visited as (

    select
        audit_id,
        visited_on as counted_on,
        region_code,
        procurement_region_code,
        category_code,
        performer_code,
        audit_type_code
    from audits

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-18',
        'visited',
        numerator="count(distinct audit_id) filter (performer_code = 'region')",
        n_missing='count(distinct audit_id) filter (performer_code is null)',
        splits={'audit_type': 'audit_type_code'},
    ) }}

)

select * from rolled_up
