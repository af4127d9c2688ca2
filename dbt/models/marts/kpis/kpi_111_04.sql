{% set counts = {
    'numerator': "count(*) filter (level_code = 'advanced')",
    'denominator': 'count(*)',
    'n_missing': "count(*) filter (level_code = 'unknown')",
} -%}

with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

categories as (

    select * from {{ ref('stg_purchasing_categories__categories') }}

),

-- The clause of six routines had no levels: its contracts could not have the advanced
-- one. Nor could any contract before the first that has a level.
with_levels as (

    select * from contracts
    qualify
        starts_on >= min(starts_on) filter (clause_level_code is not null) over ()
        and (
            clause_level_code is not null
            or clause_version_code is distinct from 'six_routines_2016'
        )

),

-- The day the contract starts decides whether its category was prioritised.
prioritised as (

    select * from with_levels
    where exists (
        select 1
        from categories
        where
            with_levels.category_code = categories.category_code
            and with_levels.starts_on >= categories.prioritised_from_on
            and with_levels.starts_on
            <= coalesce(categories.prioritised_to_on, with_levels.starts_on)
    )

),

-- One line at the basic level settles it; otherwise one unknown leaves it unknown.
levelled as (

    select
        contract_number,
        region_code,
        coalesce(category_code, 'all') as category_code,
        clause_version_code,
        grouping(clause_version_code) = 0 as is_by_version,
        min(procurement_region_code) as procurement_region_code,
        min(starts_on) as counted_on,
        case
            when bool_or(clause_level_code <> 'advanced') then 'other'
            when bool_or(clause_level_code is null) then 'unknown'
            else 'advanced'
        end as level_code
    from prioritised
    group by
        grouping sets (
            (contract_number, region_code, category_code),
            (contract_number, region_code),
            (contract_number, region_code, clause_version_code)
        )

),

by_category as (

    select * from levelled
    where not is_by_version

),

by_version as (

    select * from levelled
    where is_by_version

),

rolled_up as (

    {{ kpi_roll_up('KPI-111-04', 'by_category', splits_categories=false, **counts) }}

),

rolled_up_by_version as (

    {{ kpi_roll_up(
        'KPI-111-04',
        'by_version',
        has_categories=false,
        splits={'clause_version': 'clause_version_code'},
        **counts
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from rolled_up_by_version
    where split_code <> 'all'

)

select * from stacked
