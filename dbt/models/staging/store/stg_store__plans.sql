with

source as (

    select * from {{ source('store', 'plans') }}

),

renamed as (

    select
        -- ids
        plan_id,
        scenario_id,
        build_id,
        model_run_id,

        -- words
        name as plan_name,
        state_code,
        written_by_role_code,

        -- numbers
        plan_year,
        seed,
        version as n_events,

        -- dates
        decided_on,
        written_at,
        changed_at

    from source

)

select * from renamed
