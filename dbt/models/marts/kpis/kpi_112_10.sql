with

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

-- An assessment that ends without a recommendation is counted, and shown as missing.
assessed as (

    select
        self_assessment_id,
        supplier_id,
        assessed_on as counted_on,
        region_code,
        procurement_region_code,
        category_code,
        recommendation_code,
        case
            when fulfilled_score = 100 then 'fulfilled'
            when fulfilled_score > 0 then 'partly'
            when fulfilled_score = 0 then 'not_fulfilled'
        end as outcome_code,
        'suppliers' as measure_code
    from self_assessments
    where assessed_on is not null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-10',
        'assessed',
        numerator='count(distinct self_assessment_id)',
        n_missing='count(distinct self_assessment_id)'
            ~ ' filter (recommendation_code is null)',
        splits={'outcome': 'outcome_code', 'recommendation': 'recommendation_code'},
    ) }}

),

suppliers_assessed as (

    {{ kpi_roll_up(
        'KPI-112-10',
        'assessed',
        numerator='count(distinct supplier_id)',
        splits={'measure': 'measure_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from suppliers_assessed
    where split_code = 'measure'

)

select * from stacked
