with

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

follow_ups as (

    select * from {{ ref('int_follow_ups_completed') }}

),

covered as (

    select distinct
        periods.period_kind_code,
        periods.period_year,
        follow_ups.supplier_id,
        follow_ups.category_code
    from periods
    inner join follow_ups
        on
            periods.counted_until >= follow_ups.known_on
            and follow_ups.followed_up_on > {{ months_before(
                'periods.counted_until', var('follow_up_reuse_months')
            ) }}

)

select * from covered
