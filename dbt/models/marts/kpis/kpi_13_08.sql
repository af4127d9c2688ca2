with

pages as (

    select * from {{ ref('stg_web_statistics__page_views') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}

),

-- Pages whose kind nobody has said may be result pages: they are shown as missing.
results as (

    select
        site_code,
        page_url,
        category_code,
        language_code,
        period_kind_code as row_kind_code,
        {{ year_of('period_starts_on') }} as row_year,
        page_kind_code is null as is_kind_unknown,
        case
            when
                page_kind_code = 'results'
                and coalesce(n_page_views, n_downloads) is not null
                then coalesce(n_page_views, 0) + coalesce(n_downloads, 0)
        end as n_seen,
        case
            when period_kind_code = 'year'
                then make_date({{ year_of('period_starts_on') }}, 12, 31)
            -- Stands for the end of the month, in February of every year alike.
            else {{ days_after('period_starts_on', 27) }}
        end as counted_on
    from pages
    where
        period_kind_code in ('year', 'month')
        and coalesce(page_kind_code, 'results') = 'results'

),

-- Where months are missing the year's own row says more than their sum.
years_by_row as (

    select
        site_code,
        row_year
    from results
    group by
        site_code,
        row_year
    having
        coalesce(sum(n_seen) filter (row_kind_code = 'year'), 0)
        > coalesce(sum(n_seen) filter (row_kind_code = 'month'), 0)

),

counted as (

    select
        periods.*,
        results.*
    from periods
    inner join results
        on
            periods.period_year = results.row_year
            and results.counted_on
            between periods.period_start and periods.counted_until
    left join years_by_row
        on
            results.site_code = years_by_row.site_code
            and results.row_year = years_by_row.row_year
            and periods.period_kind_code <> 'month'
            and periods.counted_until = make_date(periods.period_year, 12, 31)
    where
        results.row_kind_code
        = case when years_by_row.site_code is null then 'month' else 'year' end

),

in_years as (

    select * from counted
    where period_kind_code <> 'month'

),

in_months as (

    select * from counted
    where period_kind_code = 'month'

),

rolled_up as (

    {% for part in ['in_years', 'in_months'] %}
    {% if not loop.first %}union all{% endif %}
    {{ kpi_roll_up_stock(
        'KPI-13-08',
        part,
        numerator='sum(n_seen)',
        n_missing='count(distinct site_code || page_url) filter (is_kind_unknown)',
        has_regions=false,
        only_totals=not loop.first,
        splits={'language': 'language_code'},
    ) }}
    {% endfor %}

)

select * from rolled_up
