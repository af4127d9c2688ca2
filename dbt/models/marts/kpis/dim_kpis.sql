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
        definition_sv,
        definition_en,
        unit_code,
        unit_name_sv,
        unit_name_en,
        direction_code,
        aggregation_code,
        splits,
        goal_ref,
        area_code,
        class_code,
        adds_up,
        counts_people,
        attainment_rule_code,
        data_quality_note_sv,
        data_quality_note_en,
        owner_sv,
        owner_en,
        sort_order
    from kpis

)

select * from described
