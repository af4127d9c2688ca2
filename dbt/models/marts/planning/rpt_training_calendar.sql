with

occasions as (

    select * from {{ ref('fct_training_occasions') }}

),

calendar as (

    select
        occasion_id,
        {{ year_of('held_on') }} as period_year,
        held_on,
        training_kind_code,
        occasion_state_code,
        theme_name,
        category_code,
        audience_code,
        n_participants,
        n_suppliers,
        n_regions_reached
    from occasions

)

select * from calendar
