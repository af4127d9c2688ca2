with

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- A case that begins with a self-assessment or an audit is counted as that.
requests as (

    select
        supplier_id,
        sent_on as requested_on
    from self_assessments

    union all

    select
        supplier_id,
        visited_on as requested_on
    from audits

    union all

    select
        supplier_id,
        started_on as requested_on
    from cases
    where method_code = 'transparency_request'

),

-- One row for each supplier that was contacted in the period.
contacted as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        requests.supplier_id,
        coalesce(min(suppliers.size_class_code), 'unknown') as size_class_code,
        count(*) as n_requests
    from periods
    inner join requests
        on requests.requested_on between periods.period_start and periods.counted_until
    left join suppliers on requests.supplier_id = suppliers.supplier_id
    group by
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        requests.supplier_id

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'BEY-10',
        'contacted',
        numerator='sum(n_requests)',
        denominator='count(*)',
        has_regions=false,
        has_categories=false,
        splits={'size_class': 'size_class_code'},
    ) }}

),

most_burdened as (

    {{ kpi_roll_up_stock(
        'BEY-10',
        'contacted',
        numerator='percentile_disc(0.9) within group (order by n_requests)',
        has_regions=false,
        has_categories=false,
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    {{ kpi_measure('most_burdened', 'percentile_90') }}

)

select * from stacked
