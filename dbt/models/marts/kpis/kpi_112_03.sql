with

audits as (

    select * from {{ ref('fct_audits') }}

),

findings as (

    select * from {{ ref('fct_findings') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- Without any finding delivered nobody knows whether an audit found none.
audited as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until,
        audits.supplier_id,
        audits.category_code,
        audits.region_code,
        audits.procurement_region_code,
        coalesce(audits.report_approved_on <= periods.counted_until, false)
            as is_completed
    from periods
    inner join audits
        on
            audits.visited_on > {{ months_before('periods.counted_until', 36) }}
            and periods.counted_until >= audits.visited_on
    where exists (select 1 from findings)

),

-- A deviation is known with the report, and open until its correction is verified,
-- however old its audit is. An observation is no deviation.
suppliers_open as (

    select distinct
        periods.period_kind_code,
        periods.period_start,
        findings.supplier_id
    from periods
    inner join findings
        on
            periods.counted_until >= findings.known_on
            and (
                findings.verified_on is null
                or periods.counted_until < findings.verified_on
            )
    where
        findings.grade_code <> 'observation'
        and findings.supplier_id is not null

),

-- How a supplier stands is one thing, whichever region or category audited it.
judged as (

    select
        audited.*,
        suppliers_open.supplier_id is null as is_compliant,
        suppliers.registration_country_code as supplier_country_code,
        suppliers.size_class_code
    from audited
    left join suppliers_open
        on
            audited.period_kind_code = suppliers_open.period_kind_code
            and audited.period_start = suppliers_open.period_start
            and audited.supplier_id = suppliers_open.supplier_id
    left join suppliers on audited.supplier_id = suppliers.supplier_id

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-03',
        'judged',
        numerator='count(distinct supplier_id) filter (is_completed and is_compliant)',
        denominator='count(distinct supplier_id) filter (is_completed)',
        n_missing='count(distinct supplier_id)'
            ~ ' - count(distinct supplier_id) filter (is_completed)',
        splits={
            'supplier_country': 'supplier_country_code',
            'size_class': 'size_class_code',
        },
    ) }}

)

select * from rolled_up
