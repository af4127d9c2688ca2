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

contracted as (

    select
        supplier_id,
        min(starts_on) as first_contract_on,
        count(*) as n_contract_lines
    from contracts
    group by supplier_id

),

named as (

    select supplier_id from registered
    union
    select supplier_id from contracted
    union
    select supplier_id from cases
    union
    select supplier_id from self_assessments
    union
    select supplier_id from audits

),

seen as (

    select
        named.supplier_id,
        contracted.first_contract_on,
        coalesce(contracted.n_contract_lines, 0) as n_contract_lines
    from named
    left join contracted on named.supplier_id = contracted.supplier_id

)

select * from seen
