with

cases as (

    select * from {{ ref('int_cases_dated') }}

),

verified as (

    select
        case_id,
        max(verified_on) as verified_on
    from {{ ref('int_findings_dated') }}
    group by case_id

),

published as (

    select
        case_id,
        published_on
    from {{ ref('stg_follow_up_publications__case_publications') }}

),

dated as (

    select
        cases.case_id,
        cases.started_on,
        cases.sent_on,
        cases.answered_on,
        cases.assessed_on,
        cases.decided_on,
        cases.visited_on,
        cases.approved_on,
        cases.closed_on,
        verified.verified_on,
        published.published_on
    from cases
    left join verified on cases.case_id = verified.case_id
    left join published on cases.case_id = published.case_id

),

-- Each step from the day the one before it was done.
spanned as (

    {% for step, began, ended in [
        ('dispatch', 'started_on', 'sent_on'),
        ('answer', 'sent_on', 'answered_on'),
        ('assessment', 'answered_on', 'assessed_on'),
        ('decision', 'assessed_on', 'decided_on'),
        ('office_audit', 'decided_on', 'visited_on'),
        ('report', 'visited_on', 'approved_on'),
        ('handling', 'approved_on', 'verified_on'),
        (
            'closure',
            'coalesce(verified_on, approved_on, decided_on)',
            'closed_on',
        ),
        ('publication', 'closed_on', 'published_on'),
    ] %}
    select
        case_id,
        '{{ step }}' as step_code,
        {{ began }} as began_on,
        {{ ended }} as ended_on
    from dated
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from spanned
