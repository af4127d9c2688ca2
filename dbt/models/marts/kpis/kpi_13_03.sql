with

issues as (

    select * from {{ ref('stg_newsletters__newsletter_issues') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- An issue belongs to the day it was first sent, whatever audience it went to then.
dated as (

    select
        *,
        min(sent_on) over (partition by issue_id) as issued_on
    from issues

),

sent as (

    select
        periods.*,
        dated.*,
        dense_rank() over (
            partition by periods.period_kind_code, periods.period_start
            order by dated.issued_on desc, dated.issue_id desc
        ) as newest_rank
    from periods
    inner join dated
        on dated.issued_on between periods.period_start and periods.counted_until

),

last_issues as (

    select * from sent
    where newest_rank = 1

),

-- A sum that lacks an audience is no number of subscribers.
subscribed as (

    {{ kpi_roll_up_stock(
        'KPI-13-03',
        'last_issues',
        numerator='case when count(*) = count(n_subscribers) '
            ~ 'then sum(n_subscribers) end',
        has_regions=false,
        has_categories=false,
        splits={'audience': 'audience_code'},
    ) }}

),

-- What was opened is told only where it is also told how many letters arrived.
{% for measure, column in {
    'unique_opens': 'n_unique_opens',
    'unique_clicks': 'n_unique_clicks',
}.items() %}
{{ measure }}_per_issue as (

    select
        period_kind_code,
        period_year,
        period_start,
        period_end,
        issue_id,
        100.0 * sum({{ column }}) filter (n_delivered > 0)
        / sum(n_delivered) filter ({{ column }} is not null and n_delivered > 0)
            as rate_pct,
        count(*) > count(*) filter ({{ column }} is not null and n_delivered > 0)
            as is_part_unknown
    from sent
    group by
        period_kind_code,
        period_year,
        period_start,
        period_end,
        issue_id

),

{{ measure }} as (

    {{ kpi_roll_up_stock(
        'KPI-13-03',
        measure ~ '_per_issue',
        numerator='median(rate_pct)',
        n_missing='count(*) filter (is_part_unknown)',
        has_regions=false,
        has_categories=false,
    ) }}

),
{% endfor %}
-- A letter to all audiences alike is no part of the whole.
stacked as (

    select * from subscribed
    where not (split_code = 'audience' and split_value_code = 'all')

    union all

    {{ kpi_measure('unique_opens', 'unique_opens_pct') }}

    union all

    {{ kpi_measure('unique_clicks', 'unique_clicks_pct') }}

)

select * from stacked
