with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

registered as (

    select * from {{ ref('stg_supplier_register__suppliers') }}

),

seen as (

    select
        supplier_id,
        min(starts_on) as first_contract_on,
        count(*) as n_contract_lines
    from contracts
    group by supplier_id

    union all

    select
        supplier_id,
        null as first_contract_on,
        0 as n_contract_lines
    from (
        select supplier_id from cases
        union
        select supplier_id from self_assessments
        union
        select supplier_id from audits
        union
        select supplier_id from registered
    )

),

one_each as (

    select
        supplier_id,
        min(first_contract_on) as first_contract_on,
        cast(sum(n_contract_lines) as bigint) as n_contract_lines
    from seen
    group by supplier_id

)

select * from one_each
