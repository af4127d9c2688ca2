with

source as (

    select * from {{ source('reference', 'procurement_requirements') }}

),

renamed as (

    select
        period_year,
        region_code,
        cpv_division_code,
        requirement_code,
        answer_code,
        n_procurements
    from source

)

select * from renamed
