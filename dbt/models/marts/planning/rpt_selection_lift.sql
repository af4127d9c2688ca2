with

audits as (

    select * from {{ ref('int_audits_selected') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code = 'year'

),

-- The 24 months of KPI-112-14, in counts: its own ratio hides what it is made of.
counted as (

    select
        periods.period_year,
        periods.counted_until,
        count(distinct audits.supplier_id) filter (
            audits.selection_method_code = 'ranking'
            and audits.has_major_finding is not null
        ) as n_ranked,
        count(distinct audits.supplier_id) filter (
            audits.selection_method_code = 'ranking'
            and audits.has_major_finding
        ) as n_ranked_hits,
        count(distinct audits.supplier_id) filter (
            audits.selection_method_code = 'random_control'
            and audits.has_major_finding is not null
        ) as n_random,
        count(distinct audits.supplier_id) filter (
            audits.selection_method_code = 'random_control'
            and audits.has_major_finding
        ) as n_random_hits
    from periods
    inner join audits
        on
            periods.counted_until >= audits.visited_on
            and audits.visited_on > {{ months_before('periods.counted_until', 24) }}
    group by
        periods.period_year,
        periods.counted_until

),

-- The 95 % interval of a ratio of shares on the log scale, with half a case added, so
-- that it exists when one of them has no hit (Katz 1978 with Walter's 1975 halves).
logged as (

    select
        *,
        ln((n_ranked_hits + 0.5) / (n_ranked + 0.5))
        - ln((n_random_hits + 0.5) / (n_random + 0.5)) as log_ratio,
        1.96 * sqrt(
            1 / (n_ranked_hits + 0.5) - 1 / (n_ranked + 0.5)
            + 1 / (n_random_hits + 0.5) - 1 / (n_random + 0.5)
        ) as log_width,
        n_ranked > 0 and n_random > 0 as has_both
    from counted

),

bounded as (

    select
        period_year,
        counted_until,
        n_ranked,
        n_ranked_hits,
        n_random,
        n_random_hits,
        case
            when has_both and n_random_hits > 0
                then (n_ranked_hits * n_random) / (n_ranked * n_random_hits)
        end as lift_ratio,
        case when has_both then exp(log_ratio - log_width) end as lift_low_ratio,
        case when has_both then exp(log_ratio + log_width) end as lift_high_ratio,
        least(n_ranked, n_random) < {{ var('least_to_trust') }} as is_too_few
    from logged

)

select * from bounded
