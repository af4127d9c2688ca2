with

all_occasions as (

    select * from {{ ref('fct_training_occasions') }}

),

-- Another training in a category or on a theme says nothing about those of this kind.
occasions as (

    select
        training_kind_code,
        occasion_state_code,
        case when training_kind_code = 'webinar' then category_code end
            as category_code,
        theme_name,
        held_on as counted_on
    from all_occasions

),

webinars as (

    select * from occasions
    where training_kind_code = 'webinar'

),

rolled_up as (

    {{ kpi_occasions_held('KPI-12-06', 'webinar') }}

),

by_theme as (

    {{ kpi_roll_up(
        'KPI-12-06',
        'webinars',
        numerator="nullif(count(*) filter (occasion_state_code = 'held'), 0)",
        n_missing="count(*) filter (occasion_state_code = 'planned')",
        has_regions=false,
        has_categories=false,
        splits={'theme': 'theme_name'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from by_theme
    where split_code = 'theme'

)

select * from stacked
