with

cases as (

    select * from {{ ref('int_cases_described') }}

),

periods as (

    select
        *,
        counted_until = max(counted_until) over () as is_up_to_date
    from {{ ref('int_kpi_periods') }}

),

-- Every case begun by then is here, so that none of them being old is a known zero.
begun as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.is_up_to_date,
        cases.case_id,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code,
        cases.case_stage_code,
        {{ days_between('cases.started_on', 'periods.counted_until') }} > 365
        and (cases.closed_on is null or cases.closed_on > periods.counted_until)
            as is_old
    from periods
    inner join cases on periods.counted_until >= cases.started_on

),

begun_by_year as (

    select * from begun
    where period_kind_code <> 'month'

),

begun_by_month as (

    select * from begun
    where period_kind_code = 'month'

),

-- The stage is how far the case has come now; what it was earlier nobody has kept.
old_now as (

    select * from begun_by_year
    where is_up_to_date and is_old

),

by_year as (

    {{ kpi_roll_up_stock(
        'BEY-02',
        'begun_by_year',
        numerator='count(distinct case_id) filter (is_old)',
    ) }}

),

by_month as (

    {{ kpi_roll_up_stock(
        'BEY-02',
        'begun_by_month',
        numerator='count(distinct case_id) filter (is_old)',
        only_totals=true,
    ) }}

),

by_stage as (

    {{ kpi_roll_up_stock(
        'BEY-02',
        'old_now',
        numerator='count(distinct case_id)',
        splits={'stage': 'case_stage_code'},
    ) }}

),

stacked as (

    select * from by_year

    union all

    select * from by_month

    union all

    select * from by_stage
    where split_code = 'stage'

)

select * from stacked
