{{ config(materialized='table') }}

with

contracted as (

    select * from {{ ref('int_supplier_categories_contracted') }}

),

days as (

    select * from {{ ref('int_days_asked') }}

),

audits as (

    select * from {{ ref('int_audits_decided') }}

),

audit_days as (

    select distinct
        supplier_id,
        category_code,
        as_of_on,
        true as is_audit
    from audits

),

-- Audits of suppliers without a running contract are asked about too.
asked as (

    select
        coalesce(contracted.supplier_id, audit_days.supplier_id) as supplier_id,
        coalesce(contracted.category_code, audit_days.category_code)
            as category_code,
        coalesce(contracted.as_of_on, audit_days.as_of_on) as as_of_on,
        contracted.supplier_id is not null as is_contracted,
        coalesce(audit_days.is_audit, false) as is_audit
    from contracted
    full outer join audit_days
        on
            contracted.supplier_id = audit_days.supplier_id
            and contracted.category_code = audit_days.category_code
            and contracted.as_of_on = audit_days.as_of_on

),

-- An audit is compared with what was usual at the last half-year before it.
dated as (

    select
        asked.supplier_id,
        asked.category_code,
        asked.as_of_on,
        asked.is_contracted and coalesce(days.is_today, false) as is_today,
        asked.is_contracted and coalesce(days.is_half_year, false) as is_half_year,
        asked.is_audit,
        case
            when days.as_of_on is not null then asked.as_of_on
            else {{ half_year_start('asked.as_of_on') }}
        end as compared_on
    from asked
    left join days on asked.as_of_on = days.as_of_on

)

select * from dated
