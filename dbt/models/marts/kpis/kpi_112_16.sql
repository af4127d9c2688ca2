with

audits as (

    select * from {{ ref('fct_audits') }}

),

-- All audits are here so that a year with re-audits only is a known zero.
visited as (

    select
        audit_id,
        visited_on as counted_on,
        region_code,
        procurement_region_code,
        category_code,
        audit_type_code = 'office' and round_number = 1 as is_first_office_audit
    from audits

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-16',
        'visited',
        numerator='count(distinct audit_id) filter (is_first_office_audit)',
    ) }}

)

select * from rolled_up
