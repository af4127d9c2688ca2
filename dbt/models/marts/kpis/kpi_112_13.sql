with

audits as (

    select * from {{ ref('int_audits_selected') }}
    where selection_method_code = 'ranking'

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- Few audits say little: below 20 suppliers in the nation two years are pooled, and
-- then for every place, so that places compare.
windows as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until,
        case
            when
                count(distinct audits.supplier_id)
                filter (audits.has_major_finding is not null)
                < 20
                then {{ months_before('periods.counted_until', 24) }} + 1
            else periods.period_start
        end as counted_from
    from periods
    left join audits
        on audits.visited_on between periods.period_start and periods.counted_until
    group by
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until

),

counted as (

    select
        windows.period_kind_code,
        windows.period_year,
        windows.period_start,
        windows.period_end,
        audits.supplier_id,
        audits.region_code,
        audits.procurement_region_code,
        audits.category_code,
        audits.has_major_finding
    from windows
    inner join audits
        on audits.visited_on between windows.counted_from and windows.counted_until

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-13',
        'counted',
        numerator='count(distinct supplier_id) filter (has_major_finding)',
        denominator='count(distinct supplier_id)'
            ~ ' filter (has_major_finding is not null)',
        n_missing='count(distinct supplier_id) filter (has_major_finding is null)',
    ) }}

)

select * from rolled_up
