with

issues as (

    select * from {{ ref('stg_newsletters__newsletter_issues') }}

),

sent as (

    select
        issue_id,
        min(sent_on) as counted_on
    from issues
    group by issue_id

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-13-02',
        'sent',
        numerator='count(*)',
        has_regions=false,
        has_categories=false,
    ) }}

)

select * from rolled_up
