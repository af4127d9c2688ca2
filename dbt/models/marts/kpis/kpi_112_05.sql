with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

fulfilments as (

    select * from {{ ref('stg_follow_up_quality__quality_criteria') }}

),

criteria as (

    select distinct criterion_number
    from fulfilments

),

-- A case has no performer of its own: it is who led its last audit.
case_performers as (

    select
        case_id,
        performer_code
    from audits
    where case_id is not null
    qualify
        row_number() over (
            partition by case_id order by visited_on desc, audit_id desc
        ) = 1

),

-- Every case is asked about every criterion: one that nobody has judged, or that has
-- not been received, is missing and never a no.
closed as (

    select
        cases.case_id,
        cases.closed_on as counted_on,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code,
        case_performers.performer_code,
        criteria.criterion_number,
        fulfilments.fulfilment_code
    from cases
    cross join criteria
    left join fulfilments
        on
            cases.case_id = fulfilments.case_id
            and criteria.criterion_number = fulfilments.criterion_number
    left join case_performers on cases.case_id = case_performers.case_id
    where cases.closed_on is not null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-05',
        'closed',
        numerator="count(*) filter (fulfilment_code = 'yes')",
        denominator="count(*) filter (fulfilment_code in ('yes', 'no'))",
        n_missing='count(*) filter (fulfilment_code is null)',
        splits={
            'performer': 'performer_code',
            'quality_criterion': 'criterion_number',
        },
    ) }}

)

select * from rolled_up
