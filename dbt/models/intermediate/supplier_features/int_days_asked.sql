with

builds as (

    select * from {{ ref('stg_build__runs') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

-- Before there is a year of reports to learn from, no list could have been made.
learned as (

    select
        builds.as_of_on,
        min(audits.report_approved_on) as first_approved_on
    from builds
    left join audits on builds.as_of_on > audits.report_approved_on
    group by builds.as_of_on

),

months as (

    {{ months_from(2000, 2099) }}

),

half_years as (

    select months.month_start as as_of_on
    from months
    inner join learned
        on
            months.month_start <= learned.as_of_on
            and months.month_start
            >= {{ months_after('learned.first_approved_on', 12) }}
    where months.month_start = {{ half_year_start('months.month_start') }}

),

days as (

    select
        coalesce(half_years.as_of_on, builds.as_of_on) as as_of_on,
        builds.as_of_on is not null as is_today,
        half_years.as_of_on is not null as is_half_year
    from builds
    full outer join half_years on builds.as_of_on = half_years.as_of_on

)

select * from days
