with

decided as (

    select
        decided_on as counted_on,
        region_code,
        procurement_region_code,
        category_code,
        is_followed
    from {{ ref('int_recommendations_decided') }}

),

rolled_up as (

    {{ kpi_roll_up(
        'BEY-13',
        'decided',
        numerator='count(*) filter (is_followed)',
        denominator='count(is_followed)',
        n_missing='count(*) filter (is_followed is null)',
    ) }}

)

select * from rolled_up
