-- One judgement for every place, KPI and begun year of the plan: a goal that cannot
-- be assessed is said to be so, never left out.
with

judged as (

    select
        plan_code,
        period_year,
        count(*) as n_judged
    from {{ ref('fct_goal_attainment') }}
    group by
        plan_code,
        period_year

),

expected as (

    select
        plan_code,
        target_year,
        count(*)
        * (select count(*) from {{ ref('dim_places') }}) as n_expected
    from {{ ref('kpi_targets') }}
    group by
        plan_code,
        target_year

)

select
    judged.plan_code,
    judged.period_year
from judged
left join expected
    on
        judged.plan_code = expected.plan_code
        and judged.period_year = expected.target_year
where judged.n_judged is distinct from expected.n_expected
