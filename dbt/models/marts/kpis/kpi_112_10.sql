with

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

-- An assessment that ends without a recommendation is counted, and shown as missing.
assessed as (

    select
        self_assessment_id,
        assessed_on as counted_on,
        region_code,
        procurement_region_code,
        category_code,
        recommendation_code is null as is_without_recommendation
    from self_assessments
    where assessed_on is not null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-10',
        'assessed',
        numerator='count(distinct self_assessment_id)',
        n_missing='count(distinct self_assessment_id)'
            ~ ' filter (is_without_recommendation)',
    ) }}

)

select * from rolled_up
