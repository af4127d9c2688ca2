with

procurements as (

    select * from {{ ref('stg_procurement_statistics__procurements') }}

),

region_numbers as (

    select * from {{ ref('region_organisation_numbers') }}

),

-- Filed as a region itself, not as a company that a region owns.
unknown_buyers as (

    select
        'unknown_region_buyers' as qc_code,
        procurements.buyer_organisation_number as subject_id,
        min(procurements.buyer_name) as subject_name,
        cast(null as varchar) as region_code,
        cast(sum(procurements.n_procurements) as double) as detail_figure
    from procurements
    left join region_numbers
        on procurements.buyer_organisation_number = region_numbers.organisation_number
    where
        procurements.buyer_sector_name = 'Region'
        and procurements.buyer_subsector_name = 'Region'
        and region_numbers.region_code is null
    group by procurements.buyer_organisation_number

)

select * from unknown_buyers
