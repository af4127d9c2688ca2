with

findings as (

    select * from {{ ref('stg_findings__findings') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

-- What nobody has estimated is unknown: it adds nothing and is shown as missing.
verified as (

    select
        findings.finding_id,
        findings.verified_on as counted_on,
        audits.category_code,
        audits.site_country_code,
        findings.affected_workers,
        findings.remediation_sek,
        'fees_repaid_sek' as measure_code
    from findings
    left join audits on findings.audit_id = audits.audit_id
    where findings.verified_on is not null and findings.grade_code <> 'observation'

),

rolled_up as (

    {{ kpi_roll_up(
        'BEY-03',
        'verified',
        numerator='sum(affected_workers)',
        n_missing='count(*) filter (affected_workers is null)',
        has_regions=false,
        splits={'production_country': 'site_country_code'},
    ) }}

),

fees_repaid as (

    {{ kpi_roll_up(
        'BEY-03',
        'verified',
        numerator=exact_sum('remediation_sek'),
        n_missing='count(*) filter (remediation_sek is null)',
        has_regions=false,
        splits={'measure': 'measure_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from fees_repaid
    where split_code = 'measure'

)

select * from stacked
