with

cards as (

    select * from {{ ref('stg_risk_model__cards') }}

),

typed as (

    select
        model_run_id,
        language_code,
        section_number,
        section_code,
        section_title,
        section_text
    from cards

)

select * from typed
