with

signals as (

    select * from {{ ref('int_signals_known') }}

),

features as (

    select * from {{ ref('risk_features') }}

),

declared as (

    select replace(feature_code, 'signal_', '') as signal_name
    from features
    where feature_code like 'signal!_%' escape '!'

),

-- A signal weighs when the experts have given it a sign and a prior.
newest as (

    select
        signals.supplier_id,
        signals.as_of_on,
        signals.signal_name,
        arg_max(signals.signal_number, signals.known_on) as signal_number,
        max(signals.known_on) as known_on
    from signals
    inner join declared on signals.signal_name = declared.signal_name
    group by
        signals.supplier_id,
        signals.as_of_on,
        signals.signal_name

)

select * from newest
