with

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

categories as (

    select * from {{ ref('int_categories_prioritised') }}

),

risk_levels as (

    select * from {{ ref('stg_risk_analyses__risk_levels') }}

),

-- "Insufficient information" is no level: the mean is of the known ones.
analyses as (

    select
        category_code,
        published_on,
        avg(
            case risk_level_code
                when 'low' then 1
                when 'medium' then 2
                when 'high' then 3
            end
        ) as risk_score
    from risk_levels
    group by category_code, published_on

),

prioritised as (

    select distinct
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        periods.counted_until,
        categories.category_code
    from periods
    inner join categories
        on
            periods.counted_until >= categories.prioritised_from_on
            and (
                categories.prioritised_to_on is null
                or periods.counted_until <= categories.prioritised_to_on
            )

),

weighted as (

    select
        prioritised.*,
        analyses.risk_score
    from prioritised
    left join analyses
        on
            prioritised.category_code = analyses.category_code
            and prioritised.counted_until >= analyses.published_on
    qualify
        row_number()
            over (
                partition by
                    prioritised.period_kind_code,
                    prioritised.period_year,
                    prioritised.category_code
                order by analyses.published_on desc nulls last
            )
        = 1

)

select * from weighted
