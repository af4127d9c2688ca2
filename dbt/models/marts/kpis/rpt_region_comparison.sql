with

measured as (

    select * from {{ ref('int_regions_measured') }}

),

-- The nation over the same regions: sums, never a mean of shares; rounded, since the
-- order of adding must not show.
summed as (

    select
        *,
        round(sum(n_counted) over same_kind, 2) as n_counted_nation,
        round(sum(base) over same_kind, 2) as base_nation
    from measured
    window same_kind as (partition by kpi_id, period_year, measure_code)

),

expected as (

    select
        *,
        case when measure_code = 'share' then 100.0 else base_unit end as scale,
        n_counted_nation / base_nation as share_nation,
        n_counted_nation / base_nation * base as n_expected
    from summed
    where base_nation > 0

),

bounded as (

    select
        kpi_id,
        period_year,
        region_code,
        measure_code,
        n_counted,
        base,
        scale * n_counted / base as rate,
        case
            when measure_code = 'share'
                then {{ wilson_bound('n_counted', 'base', '-') }}
            else scale / base * ({{ poisson_bound('n_counted', '-') }})
        end as rate_low,
        case
            when measure_code = 'share'
                then {{ wilson_bound('n_counted', 'base', '+') }}
            else scale / base * ({{ poisson_bound('n_counted', '+') }})
        end as rate_high,
        scale * n_counted_nation / base_nation as nation_rate,
        -- Where 95 of 100 regions of this size would lie if they were all alike.
        case
            when measure_code = 'share'
                then {{ share_range('share_nation', 'base', '-') }}
            else scale / base * ({{ poisson_range('n_expected', '-') }})
        end as alike_low,
        case
            when measure_code = 'share'
                then {{ share_range('share_nation', 'base', '+') }}
            else scale / base * ({{ poisson_range('n_expected', '+') }})
        end as alike_high,
        case
            when measure_code = 'share' then base < {{ var('least_to_share') }}
            else n_counted < {{ var('least_to_compare') }}
        end as is_too_few
    from expected

)

select * from bounded
