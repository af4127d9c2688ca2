with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- Started before the as-of date, so that it was known, and not ended by then.
running as (

    select
        contracts.supplier_id,
        contracts.category_code,
        contracts.region_code,
        contracts.final_manufacture_country_code,
        contracts.annual_value_sek,
        contracts.starts_on,
        contracts.ends_on,
        builds.as_of_on
    from contracts
    inner join builds on contracts.starts_on < builds.as_of_on
    where contracts.ends_on is null or contracts.ends_on >= builds.as_of_on

)

select * from running
