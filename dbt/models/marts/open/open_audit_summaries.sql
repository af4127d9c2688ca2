with

builds as (

    select * from {{ ref('stg_build__runs') }}

),

cases as (

    select * from {{ ref('rpt_supplier_cases') }}

),

suppliers_in_open_cases as (

    select distinct supplier_id from cases
    where is_open

),

findings as (

    select
        findings.case_id,
        bool_or(findings.is_waiting) as is_waiting,
        bool_or(findings.is_waiting and findings.due_on <= builds.data_on) as is_late
    from {{ ref('int_findings_dated') }} as findings
    cross join builds
    group by findings.case_id

),

audited as (

    select distinct case_id from {{ ref('fct_audits') }}
    where report_approved_on is not null

),

-- Neither supplier nor case is named: the category says enough of who was audited.
summaries as (

    select
        {{ year_of('cases.published_on') }} as published_year,
        cases.category_code,
        categories.category_name_sv,
        categories.category_name_en,
        cases.method_code,
        -- Where no light was given: red is not corrected in time, yellow is being
        -- handled, green is nothing left.
        coalesce(
            cases.traffic_light_code,
            case
                when findings.is_late then 'red'
                when findings.is_waiting then 'yellow'
                when audited.case_id is not null then 'green'
            end
        ) as traffic_light_code,
        case
            when cases.traffic_light_code is not null then 'given'
            when audited.case_id is not null then 'by_rule'
        end as light_basis_code
    from cases
    inner join builds on cases.published_on <= builds.data_on
    inner join {{ ref('dim_categories') }} as categories
        on cases.category_code = categories.category_code
    left join findings on cases.case_id = findings.case_id
    left join audited on cases.case_id = audited.case_id
    left join suppliers_in_open_cases
        on cases.supplier_id = suppliers_in_open_cases.supplier_id
    where
        not cases.is_open
        and cases.publication_obstacle_code is null
        and suppliers_in_open_cases.supplier_id is null

),

-- Numbered in an order that tells nothing of when.
numbered as (

    select
        concat_ws(
            '-',
            published_year,
            row_number() over (
                partition by published_year
                order by
                    category_code, method_code, traffic_light_code, light_basis_code
            )
        ) as summary_id,
        *
    from summaries

)

select * from numbered
