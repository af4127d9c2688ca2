with

cases as (

    select * from {{ ref('stg_follow_up_cases__cases') }}

),

-- A re-audit follows from what the first one found, not from the selection.
audits as (

    select * from {{ ref('fct_audits') }}
    where not is_re_audit

),

plan_items as (

    select * from {{ ref('fct_plan_items') }}
    where is_in and state_code in ('decided', 'carried_out')

),

lists as (

    select
        supplier_id,
        model_code,
        {{ year_of('as_of_on') }} as selection_year
    from {{ ref('stg_risk_model__shadow_lists') }}
    where month(as_of_on) = 1 and day(as_of_on) = 1

),

cases_audited as (

    select
        {{ year_of('cases.started_on') }} as selection_year,
        coalesce(cases.selection_method_code, 'unknown') as method_code,
        coalesce(cases.selection_reason_code, 'unknown') as reason_code,
        cases.supplier_id,
        audits.audit_id,
        audits.has_major_finding
    from cases
    left join audits on cases.case_id = audits.case_id

),

lists_audited as (

    select
        lists.selection_year,
        lists.model_code,
        lists.supplier_id,
        audits.audit_id,
        audits.has_major_finding
    from lists
    left join audits
        on
            lists.supplier_id = audits.supplier_id
            and lists.selection_year = {{ year_of('audits.visited_on') }}

),

{% set groups = [
    ('method', 'method_code', 'cases_audited', 'selection_year'),
    ('reason', 'reason_code', 'cases_audited', 'selection_year'),
    ('why', 'why_code', 'plan_items', 'plan_year'),
    ('list', 'model_code', 'lists_audited', 'selection_year'),
] -%}

stacked as (

    {% for kind, code, picked, year in groups %}
    select
        {{ year }} as selection_year,
        '{{ kind }}' as group_kind_code,
        {{ code }} as group_code,
        supplier_id,
        audit_id,
        has_major_finding
    from {{ picked }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

-- A supplier counts once a year, however many audits it had; one hit is enough.
judged as (

    select
        selection_year,
        group_kind_code,
        group_code,
        supplier_id,
        count(audit_id) > 0 as is_audited,
        count(has_major_finding) > 0 as is_judged,
        coalesce(bool_or(has_major_finding), false) as is_hit
    from stacked
    group by
        selection_year,
        group_kind_code,
        group_code,
        supplier_id

)

select * from judged
