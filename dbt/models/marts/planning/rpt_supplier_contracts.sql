with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- Running means the same here as in the ranking: begun before the day, not yet ended.
judged as (

    select
        contracts.*,
        coalesce(
            contracts.starts_on < builds.as_of_on
            and coalesce(contracts.ends_on, builds.as_of_on) >= builds.as_of_on,
            false
        ) as is_running
    from contracts
    cross join builds

),

-- Products stand on lines of their own. A line without an end runs on, and so does
-- its contract.
per_region as (

    select
        supplier_id,
        contract_number,
        region_code,
        category_code,
        {{ joined_text('product_name', 'product_name') }} as product_name,
        max(clause_version_code) as clause_version_code,
        max(clause_level_code) as clause_level_code,
        min(starts_on) as starts_on,
        case when count(*) = count(ends_on) then max(ends_on) end as ends_on,
        {{ exact_sum('annual_value_sek') }} as annual_value_sek,
        {{ exact_sum('annual_value_sek', 'is_running') }} as running_value_sek,
        cast(count(*) as integer) as n_lines,
        cast(count(*) filter (is_running) as integer) as n_running_lines,
        cast(
            count(*) filter (is_running and annual_value_sek is null) as integer
        ) as n_running_lines_without_value
    from judged
    group by
        supplier_id,
        contract_number,
        region_code,
        category_code

)

select * from per_region
