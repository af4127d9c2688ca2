with

changes as (

    select * from {{ ref('stg_ledger__changed_figures') }}

),

kpis as (

    select * from {{ ref('dim_kpis') }}

),

places as (

    select * from {{ ref('dim_places') }}

),

-- A key figure may have been taken out of use since; its changes still happened.
named as (

    select
        changes.kpi_id,
        coalesce(kpis.kpi_name_sv, changes.kpi_id) as kpi_name_sv,
        coalesce(kpis.kpi_name_en, changes.kpi_id) as kpi_name_en,
        kpis.unit_code,
        changes.period_kind_code,
        changes.period_year,
        changes.period_end,
        changes.place_code,
        places.place_name_sv,
        places.place_name_en,
        changes.old_actual,
        changes.new_actual,
        changes.old_numerator,
        changes.old_denominator,
        changes.new_numerator,
        changes.new_denominator,
        coalesce(kpis.counts_people, false)
        and places.place_level_code <> 'nation'
        and (
            {% for part in [
                'old_numerator', 'old_denominator', 'new_numerator', 'new_denominator'
            ] %}
            {% if not loop.first %}or {% endif %}{{ is_small_group('changes.' ~ part) }}
            {% endfor %}
        ) as is_held_back,
        changes.cause_code,
        changes.cause_files,
        changes.changed_at,
        changes.from_build_id,
        changes.to_build_id
    from changes
    left join kpis on changes.kpi_id = kpis.kpi_id
    left join places on changes.place_code = places.place_code

)

select * from named
