with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

days as (

    select * from {{ ref('int_days_asked') }}

),

audits as (

    select * from {{ ref('int_audits_decided') }}

),

-- On some days everybody is asked about, on others only who was to be audited.
audit_days as (

    select distinct
        audits.supplier_id,
        audits.category_code,
        audits.as_of_on
    from audits
    left join days on audits.as_of_on = days.as_of_on
    where days.as_of_on is null

),

-- Started before the as-of date, so that it was known, and not ended by then.
running as (

    select
        contracts.supplier_id,
        contracts.category_code,
        contracts.region_code,
        contracts.clause_level_code,
        contracts.right_to_inspect_code,
        contracts.final_manufacture_country_code,
        contracts.annual_value_sek,
        contracts.starts_on,
        contracts.ends_on,
        days.as_of_on
    from contracts
    inner join days on contracts.starts_on < days.as_of_on
    where contracts.ends_on is null or contracts.ends_on >= days.as_of_on

    union all

    select
        contracts.supplier_id,
        contracts.category_code,
        contracts.region_code,
        contracts.clause_level_code,
        contracts.right_to_inspect_code,
        contracts.final_manufacture_country_code,
        contracts.annual_value_sek,
        contracts.starts_on,
        contracts.ends_on,
        audit_days.as_of_on
    from contracts
    inner join audit_days
        on
            contracts.supplier_id = audit_days.supplier_id
            and contracts.category_code = audit_days.category_code
            and contracts.starts_on < audit_days.as_of_on
    where contracts.ends_on is null or contracts.ends_on >= audit_days.as_of_on

)

select * from running
