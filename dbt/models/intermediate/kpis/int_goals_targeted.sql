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

targeted as (

    select
        plans.plan_code,
        kpis.kpi_id,
        kpis.direction_code,
        begun_years.period_year,
        begun_years.is_part_year,
        try_cast(targets.target as double) as target,
        targets.target_basis_sv,
        targets.target_basis_en,
        case
            when targets.target is null then null
            when targets.target = 'prev' then 'gt_prev_year'
            when kpis.unit_code = 'percent' then 'share_min'
            else 'abs_min'
        end as target_kind_code
    from plans
    inner join begun_years
        on begun_years.period_year between plans.first_year and plans.last_year
    cross join kpis
    left join targets
        on
            plans.plan_code = targets.plan_code
            and kpis.kpi_id = targets.kpi_id
            and begun_years.period_year = targets.target_year

)

select * from targeted
