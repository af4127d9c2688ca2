with

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

answers as (

    select * from {{ ref('stg_self_assessments__answers') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

completed as (

    select
        self_assessment_id,
        bool_and(answered_on is not null) as is_complete
    from answers
    group by self_assessment_id

),

-- Without a deadline there is no day to count it on: it is shown as unknown in the
-- year it was sent.
due as (

    select
        self_assessments.self_assessment_id,
        coalesce(self_assessments.due_on, self_assessments.sent_on) as counted_on,
        self_assessments.region_code,
        self_assessments.procurement_region_code,
        self_assessments.category_code,
        suppliers.size_class_code,
        self_assessments.due_on is not null as has_deadline,
        completed.is_complete
        and self_assessments.answered_on <= self_assessments.due_on as is_in_time
    from self_assessments
    inner join completed
        on self_assessments.self_assessment_id = completed.self_assessment_id
    left join suppliers on self_assessments.supplier_id = suppliers.supplier_id

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-11',
        'due',
        numerator='count(distinct self_assessment_id) filter (is_in_time)',
        denominator='count(distinct self_assessment_id) filter (has_deadline)',
        n_missing='count(distinct self_assessment_id) filter (not has_deadline)',
        splits={'size_class': 'size_class_code'},
    ) }}

)

select * from rolled_up
