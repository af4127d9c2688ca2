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
        (select count(*) from {{ ref('dim_kpis') }})
        * (select count(*) from {{ ref('dim_places') }}) as n_expected

)

select
    judged.plan_code,
    judged.period_year
from judged
cross join expected
where judged.n_judged <> expected.n_expected
