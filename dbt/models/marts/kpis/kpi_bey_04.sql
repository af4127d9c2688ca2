with

audits as (

    select * from {{ ref('fct_audits') }}

),

findings as (

    select * from {{ ref('fct_findings') }}
    where grade_code <> 'observation'

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

found as (

    select
        findings.audit_id,
        findings.supplier_id,
        findings.process_requirement,
        audits.visited_on
    from findings
    inner join audits on findings.audit_id = audits.audit_id

),

repeated as (

    select distinct later.audit_id
    from found as later
    inner join found as earlier
        on
            later.supplier_id = earlier.supplier_id
            and later.process_requirement = earlier.process_requirement
            and later.visited_on > earlier.visited_on

),

-- Until its report is approved a re-audit tells nothing.
re_audited as (

    select
        audits.supplier_id,
        audits.region_code,
        audits.procurement_region_code,
        audits.category_code,
        audits.visited_on,
        audits.report_approved_on is not null as is_known,
        audits.report_approved_on is not null and repeated.audit_id is not null
            as is_repeated
    from audits
    left join repeated on audits.audit_id = repeated.audit_id
    where audits.is_re_audit

),

counted as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        re_audited.supplier_id,
        re_audited.region_code,
        re_audited.procurement_region_code,
        re_audited.category_code,
        re_audited.is_known,
        re_audited.is_repeated
    from periods
    inner join re_audited
        on
            periods.counted_until >= re_audited.visited_on
            and re_audited.visited_on
            > {{ months_before('periods.counted_until', 36) }}

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'BEY-04',
        'counted',
        numerator='count(distinct supplier_id) filter (is_repeated)',
        denominator='count(distinct supplier_id) filter (is_known)',
        n_missing='count(distinct supplier_id) filter (not is_known)',
    ) }}

)

select * from rolled_up
