with

audits as (

    select * from {{ ref('fct_audits') }}

),

staged as (

    select * from {{ ref('stg_audits__audits') }}

),

-- All audits are here so that a year without a first factory audit is a known zero.
visited as (

    select
        audits.audit_id,
        audits.visited_on as counted_on,
        audits.region_code,
        audits.procurement_region_code,
        audits.category_code,
        audits.site_country_code,
        staged.site_tier,
        audits.audit_type_code = 'factory' and audits.round_number = 1
            as is_first_factory_audit
    from audits
    inner join staged on audits.audit_id = staged.audit_id

),

factory_visited as (

    select * from visited
    where is_first_factory_audit

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-17',
        'visited',
        numerator='count(distinct audit_id) filter (is_first_factory_audit)',
    ) }}

),

-- A country where only offices were audited is no country of production.
split_up as (

    {{ kpi_roll_up(
        'KPI-112-17',
        'factory_visited',
        numerator='count(distinct audit_id)',
        splits={'production_country': 'site_country_code', 'site_tier': 'site_tier'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from split_up
    where split_code <> 'all'

)

select * from stacked
