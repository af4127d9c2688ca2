{{ config(materialized='table') }}

with

fields as (

    select * from {{ ref('data_coverage_fields') }}

),

-- What a cell says matters only where a condition names it.
words as (

    select
        list_append(
            flatten(coalesce(list(string_split(needed_when_value, ' ')), [])), 'unknown'
        ) as telling_words
    from fields

),

-- Rows are many and differ in what tells nothing: cells are marked first, and only one
-- of each kind of row is turned into JSON, so that the seed alone says which of its
-- cells are looked at.
{% for received in data_coverage_tables() %}
{{ received.table }} as (

    select
        '{{ received.table }}' as full_name,
        received_in_code,
        received_on,
        n_rows,
        to_json(marked) as cells
    from (
        select
            cast({{ 'region_code' if received.region else 'null' }} as varchar)
                as received_in_code,
            cast({{ received.day or 'null' }} as date) as received_on,
            count(*) as n_rows,
            case
                when columns(received_rows.*) is null then null
                when
                    list_contains(
                        words.telling_words,
                        cast(columns(received_rows.*) as varchar)
                    )
                    then cast(columns(received_rows.*) as varchar)
                else 'filled'
            end
        from {{ ref('stg_' ~ received.table) }} as received_rows
        cross join words
        group by all
    ) as marked

),
{% endfor %}

cells as (

    {% for received in data_coverage_tables() %}
    {% if not loop.first %}union all{% endif %}
    select
        fields.*,
        marked_rows.received_in_code,
        marked_rows.received_on,
        marked_rows.n_rows,
        json_extract_string(marked_rows.cells, fields.column_name) as cell,
        json_extract_string(marked_rows.cells, fields.needed_when_column)
            as needed_when_cell
    from fields
    inner join {{ received.table }} as marked_rows
        on fields.source_name || '__' || fields.table_name = marked_rows.full_name
    {% endfor %}

),

-- What the sender calls unknown is not filled either.
counted as (

    select
        source_name,
        table_name,
        column_name,
        received_in_code as region_code,
        received_on as counted_on,
        cast(
            coalesce(
                sum(n_rows) filter (coalesce(cell, 'unknown') <> 'unknown'), 0
            ) as bigint
        ) as n_filled,
        cast(sum(n_rows) as bigint) as n_expected
    from cells
    where
        needed_when_column is null
        or (
            needed_when_value is null
            and needed_when_cell is not null
        )
        or list_contains(string_split(needed_when_value, ' '), needed_when_cell)
    group by all

)

select * from counted
