with

answers as (

    select * from {{ ref('int_procurement_answers_stacked') }}

),

regions as (

    select * from {{ ref('regions') }}

),

divisions as (

    select
        cpv_division_code,
        cpv_division_name_sv
    from {{ ref('stg_reference__cpv_divisions') }}

    union all

    select
        total_code as cpv_division_code,
        name_sv as cpv_division_name_sv
    from {{ ref('totals') }}
    where dimension_code = 'cpv_division'

),

rolled_up as (

    select
        answers.period_year,
        coalesce(regions.region_code, regions.procurement_region_code, 'SE')
            as place_code,
        coalesce(answers.cpv_division_code, 'all') as cpv_division_code,
        answers.requirement_code,
        answers.origin_code,
        sum(answers.n_procurements) filter (answers.answer_code = 'yes') as n_yes,
        sum(answers.n_procurements) filter (answers.answer_code = 'no') as n_no,
        sum(answers.n_procurements) as n_procurements
    from answers
    inner join regions on answers.region_code = regions.region_code
    group by
        answers.period_year,
        answers.requirement_code,
        answers.origin_code,
        grouping sets (
            (),
            (regions.procurement_region_code),
            (regions.region_code),
            (answers.cpv_division_code),
            (answers.cpv_division_code, regions.procurement_region_code),
            (answers.cpv_division_code, regions.region_code)
        )

),

named as (

    select
        cast(rolled_up.period_year as integer) as period_year,
        rolled_up.place_code,
        rolled_up.cpv_division_code,
        coalesce(divisions.cpv_division_name_sv, rolled_up.cpv_division_code)
            as cpv_division_name_sv,
        rolled_up.requirement_code,
        cast(coalesce(rolled_up.n_yes, 0) as bigint) as n_yes,
        cast(coalesce(rolled_up.n_no, 0) as bigint) as n_no,
        cast(
            rolled_up.n_procurements
            - coalesce(rolled_up.n_yes, 0)
            - coalesce(rolled_up.n_no, 0) as bigint
        ) as n_unknown,
        cast(rolled_up.n_procurements as bigint) as n_procurements,
        rolled_up.origin_code
    from rolled_up
    left join divisions on rolled_up.cpv_division_code = divisions.cpv_division_code

)

select * from named
