with

region_numbers as (

    select * from {{ ref('region_organisation_numbers') }}

),

regions as (

    select * from {{ ref('regions') }}

),

published as (

    select
        period_year,
        buyer_organisation_number,
        cpv_division_code,
        contracted_value_sek,
        -- One krona stands for "no value given" and would pull every sum and mean.
        coalesce(contracted_value_sek > 1, false) as is_believable,
        null as n_contracted_tenders
    from {{ ref('stg_procurement_statistics__contract_values') }}

    union all

    select
        period_year,
        buyer_organisation_number,
        cpv_division_code,
        null as contracted_value_sek,
        null as is_believable,
        n_contracted_tenders
    from {{ ref('stg_procurement_statistics__contracted_tenders') }}

),

by_regions as (

    select
        published.*,
        regions.region_code,
        regions.procurement_region_code
    from published
    inner join region_numbers
        on published.buyer_organisation_number = region_numbers.organisation_number
    inner join regions on region_numbers.region_code = regions.region_code

),

rolled_up as (

    select
        period_year,
        coalesce(region_code, procurement_region_code, 'SE') as place_code,
        coalesce(cpv_division_code, 'all') as cpv_division_code,
        {{ exact_sum('contracted_value_sek', 'is_believable') }}
            as contracted_value_sek,
        count(*) filter (is_believable) as n_contract_values,
        count(*) filter (not is_believable) as n_left_out,
        cast(coalesce(sum(n_contracted_tenders), 0) as bigint) as n_contracted_tenders
    from by_regions
    group by
        period_year,
        grouping sets (
            (),
            (procurement_region_code),
            (region_code),
            (cpv_division_code),
            (cpv_division_code, procurement_region_code),
            (cpv_division_code, region_code)
        )

)

select * from rolled_up
