with

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

-- An answer or assessment that came later was not known yet.
known as (

    select
        self_assessments.supplier_id,
        self_assessments.category_code,
        self_assessments.self_assessment_id,
        self_assessments.sent_on,
        self_assessments.due_on,
        asked.as_of_on,
        case
            when self_assessments.answered_on < asked.as_of_on
                then self_assessments.answered_on
        end as answered_on,
        case
            when self_assessments.assessed_on < asked.as_of_on
                then self_assessments.assessed_on
        end as assessed_on,
        self_assessments.fulfilled_score,
        self_assessments.answers_without_evidence_share_pct
    from self_assessments
    inner join asked
        on
            self_assessments.supplier_id = asked.supplier_id
            and self_assessments.category_code = asked.category_code
            and self_assessments.sent_on < asked.as_of_on

),

ordered as (

    select
        *,
        row_number() over (
            partition by supplier_id, category_code, as_of_on
            order by sent_on desc, self_assessment_id desc
        ) as sent_rank,
        row_number() over (
            partition by supplier_id, category_code, as_of_on
            order by answered_on desc nulls last, self_assessment_id desc
        ) as answered_rank,
        row_number() over (
            partition by supplier_id, category_code, as_of_on
            order by assessed_on desc nulls last, self_assessment_id desc
        ) as assessed_rank,
        {{ months_before('as_of_on', var('self_assessment_window_months')) }}
            as asked_since
    from known

),

summed_up as (

    select
        supplier_id,
        category_code,
        as_of_on,
        100 - max(fulfilled_score) filter (
            assessed_rank = 1 and assessed_on is not null
        ) as self_assessment_gap,
        coalesce(
            bool_or(
                answered_on is null and due_on < as_of_on and sent_on >= asked_since
            ) filter (sent_rank = 1),
            false
        ) as is_overdue,
        min({{ years_between('answered_on', 'as_of_on') }})
            as self_assessment_age_years,
        max(answers_without_evidence_share_pct) filter (
            answered_rank = 1 and answered_on is not null
        ) as answers_without_evidence_share_pct,
        max(coalesce(assessed_on, answered_on, sent_on)) as self_assessment_fact_on
    from ordered
    group by
        supplier_id,
        category_code,
        as_of_on

)

select * from summed_up
