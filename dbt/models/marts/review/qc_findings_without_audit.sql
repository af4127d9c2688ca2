with

findings as (

    select * from {{ ref('fct_findings') }}

),

orphans as (

    select
        'findings_without_audit' as qc_code,
        audit_id as subject_id,
        cast(null as varchar) as subject_name,
        cast(null as varchar) as region_code,
        cast(count(*) as double) as detail_figure
    from findings
    where supplier_id is null
    group by audit_id

)

select * from orphans
