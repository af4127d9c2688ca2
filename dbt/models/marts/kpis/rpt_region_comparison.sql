with

measured as (

    select * from {{ ref('int_regions_measured') }}

),

small_groups as (

    select
        kpi_id,
        place_code,
        {{ year_of('period_start') }} as period_year
    from {{ ref('fct_small_groups') }}
    where
        period_kind_code = 'year'
        and category_code = 'all'
        and split_code = 'all'

),

-- The nation over the same regions: sums, never a mean of shares; rounded, since the
-- order of adding must not show.
summed as (

    select
        measured.*,
        small_groups.kpi_id is not null as is_held_back,
        round(sum(measured.n_counted) over same_kind, 2) as n_counted_nation,
        round(sum(measured.base) over same_kind, 2) as base_nation
    from measured
    left join small_groups
        on
            measured.kpi_id = small_groups.kpi_id
            and measured.period_year = small_groups.period_year
            and measured.region_code = small_groups.place_code
    window
        same_kind as (
            partition by measured.kpi_id, measured.period_year, measured.measure_code
        )

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
        is_held_back,
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
