with

prioritised as (

    select * from {{ ref('int_categories_prioritised') }}

),

risk_levels as (

    select * from {{ ref('stg_risk_analyses__risk_levels') }}

),

categories as (

    select * from {{ ref('dim_categories') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

published as (

    select distinct
        category_code,
        published_on
    from risk_levels

),

-- Before the first analysis nobody can tell how many there were. Categories belong to
-- the procurement region that answers for them; they have no region of their own.
judged as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        cast(null as varchar) as region_code,
        categories.responsible_procurement_region_code as procurement_region_code,
        prioritised.category_code,
        published.category_code is not null as is_current
    from periods
    inner join prioritised
        on
            periods.counted_until >= prioritised.prioritised_from_on
            and (
                prioritised.prioritised_to_on is null
                or periods.counted_until <= prioritised.prioritised_to_on
            )
    left join categories on prioritised.category_code = categories.category_code
    left join published
        on
            prioritised.category_code = published.category_code
            and periods.counted_until >= published.published_on
            and published.published_on
            > {{ months_before('periods.counted_until', 36) }}
    where
        periods.period_kind_code <> 'month'
        and periods.counted_until
        >= (select min(risk_levels.published_on) from risk_levels)

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'BEY-06',
        'judged',
        numerator='count(distinct category_code) filter (is_current)',
        denominator='count(distinct category_code)',
    ) }}

)

select * from rolled_up
