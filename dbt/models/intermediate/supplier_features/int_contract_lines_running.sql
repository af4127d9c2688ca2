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

lines as (

    select
        supplier_id,
        category_code,
        region_code,
        final_manufacture_country_code,
        annual_value_sek,
        starts_on,
        ends_on
    from contracts

),

-- Started before the as-of date, so that it was known, and not ended by then.
running as (

    select
        lines.*,
        days.as_of_on
    from lines
    inner join days on lines.starts_on < days.as_of_on
    where lines.ends_on is null or lines.ends_on >= days.as_of_on

    union all

    select
        lines.*,
        audit_days.as_of_on
    from lines
    inner join audit_days
        on
            lines.supplier_id = audit_days.supplier_id
            and lines.category_code = audit_days.category_code
            and lines.starts_on < audit_days.as_of_on
    where lines.ends_on is null or lines.ends_on >= audit_days.as_of_on

)

select * from running
