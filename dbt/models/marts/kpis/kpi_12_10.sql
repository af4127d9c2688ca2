with

all_occasions as (

    select * from {{ ref('fct_training_occasions') }}

),

occasions as (

    select
        training_kind_code,
        occasion_state_code,
        held_on as counted_on
    from all_occasions

),

rolled_up as (

    {{ kpi_occasions_held('KPI-12-10', 'calibration', has_categories=false) }}

)

select * from rolled_up
