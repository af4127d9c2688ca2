with

source as (

    select * from {{ source('risk_model', 'cards') }}

),

renamed as (

    select
        model_run_id,
        language_code,
        section_number,
        section_code,
        section_title,
        section_text
    from source

)

select * from renamed
