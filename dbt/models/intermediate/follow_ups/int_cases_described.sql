with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

-- The case itself does not say who performs it; its first audit does.
first_audits as (

    select
        case_id,
        performer_code
    from {{ ref('fct_audits') }}
    where case_id is not null
    qualify
        row_number() over (partition by case_id order by visited_on, audit_id) = 1

),

described as (

    select
        cases.case_id,
        cases.supplier_id,
        cases.category_code,
        cases.region_code,
        cases.procurement_region_code,
        cases.method_code,
        cases.started_on,
        cases.closed_on,
        first_audits.performer_code,
        staged.case_stage_code,
        staged.selection_method_code,
        staged.has_selection_motive
    from cases
    inner join {{ ref('stg_follow_up_cases__cases') }} as staged
        on cases.case_id = staged.case_id
    left join first_audits on cases.case_id = first_audits.case_id

)

select * from described
