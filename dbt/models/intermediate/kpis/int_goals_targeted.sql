with

plans as (

    select * from {{ ref('plans') }}

),

kpis as (

    select * from {{ ref('kpis') }}

),

targets as (

    select * from {{ ref('kpi_targets') }}

),

-- Years that have begun, and lie within the plan: a target for a year before the
-- plan belongs to the plan before it.
begun_years as (

    select
        period_year,
        is_part_year
    from {{ ref('int_kpi_periods') }}
    where period_kind_code = 'year'

),

-- A KPI belongs to the plans that have rows for it, with or without a target.
targeted as (

    select
        plans.plan_code,
        kpis.kpi_id,
        kpis.direction_code,
        kpis.attainment_rule_code,
        kpis.aggregation_code,
        begun_years.period_year,
        begun_years.is_part_year,
        case
            when targets.target = 'done' then 1
            else try_cast(targets.target as double)
        end as target,
        targets.target_basis_sv,
        targets.target_basis_en,
        targets.decision_code,
        case
            when targets.target is null then null
            when targets.target = 'prev' and kpis.direction_code = 'down'
                then 'lt_prev_year'
            when targets.target = 'prev' then 'gt_prev_year'
            when targets.target = 'done' then 'milestone'
            when kpis.attainment_rule_code = 'all_of_denominator' then 'all_of'
            when kpis.direction_code = 'down' then 'abs_max'
            when kpis.unit_code in ('percent', 'ratio', 'kappa') then 'share_min'
            else 'abs_min'
        end as target_kind_code
    from targets
    inner join plans on targets.plan_code = plans.plan_code
    inner join kpis on targets.kpi_id = kpis.kpi_id
    inner join begun_years
        on
            targets.target_year = begun_years.period_year
            and begun_years.period_year between plans.first_year and plans.last_year

)

select * from targeted
