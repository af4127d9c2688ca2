with

builds as (

    select * from {{ ref('stg_build__runs') }}

),

model_runs as (

    select
        max(model_run_id) as model_run_id,
        max(stage_code) as stage_code
    from {{ ref('stg_risk_model__scores') }}

),

described as (

    select
        builds.build_id,
        builds.started_at as built_at,
        builds.data_on,
        builds.as_of_on,
        builds.is_example,
        model_runs.model_run_id,
        model_runs.stage_code
    from builds
    cross join model_runs

)

select * from described
