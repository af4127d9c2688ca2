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
        performer_code,
        case
            when is_environment_included then 'yes'
            when not is_environment_included then 'no'
        end as environment_included_code,
        case when round_number = 1 then 'first' else 're_audit' end as audit_round_code,
        audit_type_code = 'office' as is_office_audit,
        audit_type_code = 'office' and round_number = 1 as is_first_office_audit
    from audits

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-16',
        'visited',
        numerator='count(distinct audit_id) filter (is_first_office_audit)',
        splits={
            'performer': 'performer_code',
            'environment_included': 'environment_included_code',
        },
    ) }}

),

-- Split by round, re-audits show beside the first ones that the total counts.
rounds_counted as (

    {{ kpi_roll_up(
        'KPI-112-16',
        'visited',
        numerator='count(distinct audit_id) filter (is_office_audit)',
        splits={'audit_round': 'audit_round_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from rounds_counted
    where split_code = 'audit_round'

)

select * from stacked
