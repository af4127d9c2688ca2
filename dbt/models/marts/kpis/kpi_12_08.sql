with

all_occasions as (

    select * from {{ ref('fct_training_occasions') }}

),

-- Another training in a category or on a theme says nothing about those of this kind.
occasions as (

    select
        training_kind_code,
        occasion_state_code,
        case when training_kind_code = 'supplier_training' then category_code end
            as category_code,
        held_on as counted_on
    from all_occasions

),

rolled_up as (

    {{ kpi_occasions_held('KPI-12-08', 'supplier_training') }}

)

select * from rolled_up
