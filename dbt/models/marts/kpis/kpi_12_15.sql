with

scanned as (

    select * from {{ ref('int_categories_scanned') }}

),

totals as (

    select * from scanned
    where source_kind_code = 'all'

),

of_one_kind as (

    select * from scanned
    where source_kind_code <> 'all'

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-15',
        'totals',
        numerator='count(*) filter (n_quarters_scanned = n_quarters)',
        denominator='count(*)',
        has_regions=false,
    ) }}

),

by_source_type as (

    {{ kpi_roll_up_stock(
        'KPI-12-15',
        'of_one_kind',
        numerator='count(*) filter (n_quarters_scanned = n_quarters)',
        denominator='count(*)',
        has_regions=false,
        has_categories=false,
        splits={'source_type': 'source_kind_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from by_source_type
    where split_code = 'source_type'

)

select * from stacked
