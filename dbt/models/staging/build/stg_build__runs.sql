with

source as (

    select * from {{ source('build', 'run') }}

),

renamed as (

    select
        build_id,
        started_at,
        data_on,
        as_of_on,
        is_example
    from source

)

select * from renamed
