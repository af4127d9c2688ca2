with

audits as (

    select * from {{ ref('fct_audits') }}

),

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}
    where assessed_on is not null

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

counted as (

    {% for kpi_id, is_counted in {
        'KPI-112-16': "audit_type_code = 'office' and round_number = 1",
        'KPI-112-17': "audit_type_code = 'factory' and round_number = 1",
        'KPI-112-18': "performer_code = 'region'",
    }.items() %}
    select
        '{{ kpi_id }}' as kpi_id,
        audit_id as row_id,
        visited_on as counted_on,
        supplier_id,
        region_code,
        procurement_region_code,
        category_code
    from audits
    where {{ is_counted }}
    union all
    {% endfor %}
    select
        'KPI-112-10' as kpi_id,
        self_assessment_id as row_id,
        assessed_on as counted_on,
        supplier_id,
        region_code,
        procurement_region_code,
        category_code
    from self_assessments
    union all
    select
        'KPI-112-08' as kpi_id,
        case_id as row_id,
        started_on as counted_on,
        supplier_id,
        region_code,
        procurement_region_code,
        category_code
    from cases

),

named as (

    select
        counted.*,
        cast(extract(year from counted.counted_on) as integer) as period_year,
        suppliers.supplier_name
    from counted
    inner join {{ ref('dim_suppliers') }} as suppliers
        on counted.supplier_id = suppliers.supplier_id
    inner join {{ ref('stg_build__runs') }} as builds
        on counted.counted_on <= builds.data_on

)

select * from named
