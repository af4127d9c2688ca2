with

shares as (

    select * from {{ ref('kpi_111_01') }}

),

regions as (

    select * from {{ ref('regions') }}

),

-- A region without a contract to judge has no row in the share, and is none of the
-- "y" in "x of y". Without a "no" but with unknown answers it only lacks information.
judged as (

    select
        shares.period_kind_code,
        shares.period_year,
        shares.period_start,
        shares.period_end,
        regions.region_code,
        regions.procurement_region_code,
        shares.numerator = shares.denominator as has_all,
        shares.n_missing > 0
        and shares.numerator + shares.n_missing = shares.denominator as is_unknown
    from shares
    inner join regions on shares.place_code = regions.region_code
    where
        shares.period_kind_code <> 'month'
        and shares.category_code = 'all'
        and shares.split_code = 'all'

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-111-02',
        'judged',
        numerator='count(*) filter (has_all)',
        denominator='count(*)',
        n_missing='count(*) filter (is_unknown)',
        has_categories=false,
    ) }}

)

select * from rolled_up
