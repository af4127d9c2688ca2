with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

audits as (

    select * from {{ ref('stg_audits__audits') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

declared as (

    select
        contracts.supplier_id,
        contracts.category_code,
        'final_manufacture' as chain_place_code,
        contracts.final_manufacture_country_code as country_code,
        cast(count(*) as integer) as n_lines,
        cast(null as integer) as n_audits
    from contracts
    inner join builds on contracts.starts_on < builds.as_of_on
    where contracts.ends_on is null or contracts.ends_on >= builds.as_of_on
    group by
        contracts.supplier_id,
        contracts.category_code,
        contracts.final_manufacture_country_code

),

-- Where the chain has been visited; the tier says how far up.
visited as (

    select
        supplier_id,
        category_code,
        coalesce('tier_' || site_tier, 'tier_unknown') as chain_place_code,
        site_country_code as country_code,
        cast(null as integer) as n_lines,
        cast(count(*) as integer) as n_audits
    from audits
    group by
        supplier_id,
        category_code,
        site_tier,
        site_country_code

),

stacked as (

    select * from declared

    union all

    select * from visited

)

select * from stacked
