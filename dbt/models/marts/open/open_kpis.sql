with

kpis as (

    select * from {{ ref('kpis') }}

),

described as (

    select
        kpi_id,
        kpi_name_sv,
        kpi_name_en,
        goal_text_sv,
        goal_text_en,
        goal_ref,
        area_code,
        definition_sv,
        definition_en,
        unit_code,
        unit_name_sv,
        unit_name_en,
        direction_code,
        data_quality_note_sv,
        data_quality_note_en,
        open_level_code,
        is_small_held_back,
        sort_order
    from kpis

)

select * from described
