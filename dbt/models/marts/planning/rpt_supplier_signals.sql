with

signals as (

    select * from {{ ref('stg_signals__signals') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

known as (

    select
        signals.supplier_id,
        signals.signal_name,
        signals.known_on,
        signals.signal_number,
        row_number() over (
            partition by signals.supplier_id, signals.signal_name
            order by signals.known_on desc
        ) = 1 as is_newest
    from signals
    inner join builds on signals.known_on <= builds.data_on

)

select * from known
