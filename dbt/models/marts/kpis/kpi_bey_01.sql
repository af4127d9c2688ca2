with

findings as (

    select * from {{ ref('stg_findings__findings') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- While the 14 days run nobody can tell. Without the day of awareness the deviation
-- is counted when its report told of it, never as reported in time.
severe as (

    select
        findings.finding_id,
        coalesce(findings.supplier_aware_on, audits.report_approved_on) as counted_on,
        audits.region_code,
        audits.procurement_region_code,
        audits.category_code,
        findings.severe_kind_code,
        findings.supplier_aware_on is null as is_awareness_unknown,
        findings.reported_on <= findings.supplier_aware_on + 14 as is_in_time
    from findings
    inner join audits on findings.audit_id = audits.audit_id
    cross join builds
    where
        findings.grade_code = 'severe'
        and (
            findings.supplier_aware_on is null
            or findings.supplier_aware_on + 14 <= builds.data_on
        )

),

rolled_up as (

    {{ kpi_roll_up(
        'BEY-01',
        'severe',
        numerator='count(distinct finding_id) filter (is_in_time)',
        denominator='count(distinct finding_id)',
        n_missing='count(distinct finding_id) filter (is_awareness_unknown)',
        splits={'severe_kind': 'severe_kind_code'},
    ) }}

)

select * from rolled_up
