with

judged as (

    select * from {{ ref('int_selections_judged') }}

),

-- What was picked is set beside the lists of the same years; without a list, all years.
compared_years as (

    select distinct selection_year
    from judged
    where
        group_kind_code = 'list'
        or not exists (
            select 1
            from judged as lists
            where lists.group_kind_code = 'list'
        )

),

windowed as (

    select
        cast(selection_year as varchar) as window_code,
        *
    from judged
    union all
    select
        'all' as window_code,
        judged.*
    from judged
    left join compared_years
        on judged.selection_year = compared_years.selection_year
    where
        compared_years.selection_year is not null
        or judged.group_kind_code = 'why'

),

counted as (

    select
        window_code,
        group_kind_code,
        group_code,
        min(selection_year) as first_year,
        max(selection_year) as last_year,
        count(*) as n_picked,
        count(*) filter (is_audited) as n_audited,
        count(*) filter (is_judged) as n_judged,
        count(*) filter (is_hit) as n_hits
    from windowed
    group by
        window_code,
        group_kind_code,
        group_code

),

bounded as (

    select
        *,
        case when n_judged > 0 then 100.0 * n_hits / n_judged end as hit_pct,
        case when n_judged > 0 then {{ wilson_bound('n_hits', 'n_judged', '-') }} end
            as hit_low_pct,
        case when n_judged > 0 then {{ wilson_bound('n_hits', 'n_judged', '+') }} end
            as hit_high_pct,
        n_judged < {{ var('least_to_trust') }} as is_too_few
    from counted

)

select * from bounded
