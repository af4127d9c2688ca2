with

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

certificates as (

    select * from {{ ref('stg_certificates__certificates') }}

),

goods as (

    select * from {{ ref('stg_reference__high_risk_goods') }}

),

signals as (

    select * from {{ ref('stg_signals__signals') }}

),

first_signals as (

    select
        min(known_on) filter (
            signal_name in ({{ quoted(var('counted_signals')) }})
        ) as signals_from_on,
        min(known_on) filter (signal_name = 'authority_decision')
            as authority_decisions_from_on
    from signals

),

-- One supplier without a row is a no only where the source tells of others.
begun as (

    select
        first_signals.signals_from_on,
        first_signals.authority_decisions_from_on,
        (select min(self_assessments.sent_on) from self_assessments)
            as self_assessments_from_on,
        (select min(certificates.known_on) from certificates) as certificates_from_on,
        (select min(goods.known_on) from goods) as goods_from_on
    from first_signals

)

select * from begun
