with

source as (

    select * from {{ source('build', 'checks') }}

),

renamed as (

    select
        -- ids
        kpi_id,
        check_id,

        -- words
        check_name,
        checked_model,
        scope_code,
        description,
        status_code,

        -- numbers
        n_failures

    from source

)

select * from renamed
