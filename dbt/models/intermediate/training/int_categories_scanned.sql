with

items as (

    select
        category_code,
        coalesce(source_kind_code, 'unknown') as source_kind_code,
        shared_on,
        date_trunc('quarter', shared_on) as quarter_start
    from {{ ref('stg_environmental_scanning__scanning_items') }}
    where shared_on is not null

),

prioritised as (

    select * from {{ ref('int_categories_prioritised') }}

),

-- Quarters that have ended; none before the year of the first item shared.
periods as (

    select
        *,
        {{ months_between('period_start', 'counted_until + 1') }} // 3 as n_quarters
    from {{ ref('int_kpi_periods') }}
    where
        period_kind_code <> 'month'
        and period_year >= (select {{ year_of('min(shared_on)') }} from items)

),

elapsed as (

    select
        *,
        {{ months_after('period_start', '3 * n_quarters') }} as elapsed_before
    from periods
    where n_quarters > 0

),

kinds as (

    select 'all' as source_kind_code

    union

    select source_kind_code from items

),

-- A category is current by one kind of source when that kind alone fills the quarters.
scanned as (

    select
        elapsed.period_kind_code,
        elapsed.period_year,
        elapsed.period_start,
        elapsed.period_end,
        elapsed.n_quarters,
        prioritised.category_code,
        kinds.source_kind_code,
        count(distinct items.quarter_start) as n_quarters_scanned
    from elapsed
    inner join prioritised
        on
            elapsed.counted_until >= prioritised.prioritised_from_on
            and elapsed.counted_until
            <= coalesce(prioritised.prioritised_to_on, elapsed.counted_until)
    cross join kinds
    left join items
        on
            prioritised.category_code = items.category_code
            and (
                kinds.source_kind_code = 'all'
                or kinds.source_kind_code = items.source_kind_code
            )
            and elapsed.period_start <= items.shared_on
            and elapsed.elapsed_before > items.shared_on
    group by all

)

select * from scanned
