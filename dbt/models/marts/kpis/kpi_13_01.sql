with

items as (

    select * from {{ ref('stg_communication_items__items') }}

),

news as (

    select
        *,
        min(published_on) over (partition by story_id) as story_published_on
    from items
    where
        communication_kind_code in ('news', 'social')
        and published_on is not null

),

stories as (

    select
        story_id,
        category_code,
        channel_code,
        story_published_on as counted_on
    from news

),

-- In a channel a story counts on the first day it is there.
stories_in_channels as (

    select
        story_id,
        channel_code,
        min(published_on) as counted_on
    from news
    group by story_id, channel_code

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-13-01',
        'stories',
        numerator='count(distinct story_id)',
        n_missing='count(distinct story_id) filter (channel_code is null)',
        has_regions=false,
    ) }}

),

split as (

    {{ kpi_roll_up(
        'KPI-13-01',
        'stories_in_channels',
        numerator='count(distinct story_id)',
        n_missing='count(distinct story_id) filter (channel_code is null)',
        has_regions=false,
        has_categories=false,
        splits={'channel': 'channel_code'},
    ) }}

),

stacked as (

    select * from rolled_up
    union all
    select * from split
    where split_code <> 'all'

)

select * from stacked
