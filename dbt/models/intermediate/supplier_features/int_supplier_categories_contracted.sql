{{ config(materialized='table') }}

with

running as (

    select * from {{ ref('int_contract_lines_running') }}

),

contracted as (

    select
        supplier_id,
        category_code,
        as_of_on,
        {{ exact_sum('annual_value_sek') }} as annual_value_sek,
        {{ n_regions('region_code') }} as n_regions,
        -- A contract without an end runs on: then there is no last day.
        case when count(*) = count(ends_on) then max(ends_on) end as contract_ends_on,
        -- One line that gives the right is enough; only where all say no there is none.
        case
            when bool_or(right_to_inspect_code = 'yes') then 'yes'
            when bool_and(right_to_inspect_code = 'no') then 'no'
            else 'unknown'
        end as right_to_inspect_code,
        bool_or(coalesce(clause_level_code = 'advanced', false))
            as is_advanced_level,
        max(starts_on) as contract_fact_on
    from running
    group by
        supplier_id,
        category_code,
        as_of_on

)

select * from contracted
