with

regions as (

    select * from {{ ref('regions') }}

),

contracts as (

    select * from {{ ref('fct_contracts') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

reported as (

    select
        contracts.region_code,
        count(*) as n_contract_lines,
        count(*) filter (
            contracts.ends_on is null or contracts.ends_on >= builds.data_on
        ) as n_running_lines
    from contracts
    cross join builds
    group by contracts.region_code

),

-- Before anybody has reported there is nothing odd in a region that has not.
unreported as (

    select
        'regions_without_contracts' as qc_code,
        regions.region_code as subject_id,
        regions.region_name_sv as subject_name,
        regions.region_code,
        cast(coalesce(reported.n_contract_lines, 0) as double) as detail_figure
    from regions
    left join reported on regions.region_code = reported.region_code
    where
        coalesce(reported.n_running_lines, 0) = 0
        and (select count(*) from contracts) > 0

)

select * from unreported
