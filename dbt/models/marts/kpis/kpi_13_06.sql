with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

publications as (

    select * from {{ ref('stg_follow_up_publications__case_publications') }}

),

published as (

    select
        cases.case_id,
        publications.published_on as counted_on,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code,
        publications.traffic_light_code
    from publications
    inner join cases on publications.case_id = cases.case_id
    where
        publications.published_on is not null
        and not (cases.closed_on is null and publications.traffic_light_code is null)

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-13-06',
        'published',
        numerator='count(distinct case_id)',
        splits={'traffic_light': 'traffic_light_code'},
    ) }}

)

select * from rolled_up
