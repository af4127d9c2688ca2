-- A part of a split that a page shows is in words in both languages, unless it is what
-- the sender wrote. Words are rows in the seeds splits and split_values.
with

figures as (

    select distinct
        kpi_id,
        split_code,
        split_value_code
    from {{ ref('fct_kpi_values') }}
    where split_code <> 'all'

),

splits as (

    select * from {{ ref('dim_splits') }}

),

split_values as (

    select * from {{ ref('dim_split_values') }}

)

select
    figures.kpi_id,
    figures.split_code,
    figures.split_value_code
from figures
left join splits on figures.split_code = splits.split_code
left join split_values
    on
        figures.split_code = split_values.split_code
        and figures.split_value_code = split_values.split_value_code
where
    splits.split_code is null
    or (
        splits.value_words_code <> 'text'
        and split_values.split_value_code is null
    )
