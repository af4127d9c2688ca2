with

targets as (

    select * from {{ ref('kpi_targets') }}

),

plans as (

    select * from {{ ref('dim_plans') }}

),

described as (

    select
        targets.plan_code,
        plans.plan_name_sv,
        plans.plan_name_en,
        targets.kpi_id,
        targets.target_year,
        try_cast(targets.target as double) as target,
        case
            when targets.target is null then 'none'
            when targets.target = 'prev' then 'previous_year'
            when targets.target = 'done' then 'done'
            else 'figure'
        end as target_form_code,
        targets.target_basis_sv,
        targets.target_basis_en,
        targets.decision_code
    from targets
    inner join plans on targets.plan_code = plans.plan_code

)

select * from described
