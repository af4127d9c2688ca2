{{ config(materialized='table') }}

with

signals as (

    select * from {{ ref('int_signals_known') }}

),

-- A report of last year weighs half as much as one of today. Sums in whole millionths
-- come out the same in whatever order they are added.
told as (

    select
        supplier_id,
        as_of_on,
        signal_name,
        signal_number,
        known_on,
        cast(
            {{ at_most('greatest(signal_number, 0)', 1000) }} as decimal(18, 6)
        ) as signal_count,
        cast(
            power(
                0.5,
                {{ years_between('known_on', 'as_of_on') }}
                / {{ var('signal_half_life_years') }}
            ) as decimal(18, 6)
        ) as freshness,
        signal_name in ({{ quoted(var('counted_signals')) }})
        and known_on >= {{ months_before('as_of_on', var('signal_months')) }}
            as is_counted,
        known_on >= {{ months_before('as_of_on', var('signal_months')) }} as is_recent
    from signals

),

per_supplier as (

    select
        supplier_id,
        as_of_on,
        cast(
            coalesce(sum(signal_count * freshness) filter (is_counted), 0) as double
        ) as decayed_signals,
        max(known_on) filter (is_counted) as signal_fact_on,
        {{ newest_signal('tiers_disclosed') }},
        {{ newest_signal('authority_decision') }},
        {{ newest_signal('price_against_median', 'is_recent') }},
        {{ newest_signal('subcontracting_share_pct') }}
    from told
    group by
        supplier_id,
        as_of_on

)

select * from per_supplier
