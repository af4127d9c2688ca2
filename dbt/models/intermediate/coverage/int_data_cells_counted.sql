with

fields as (

    select * from {{ ref('data_coverage_fields') }}

),

-- A row as JSON, so that the seed alone says which of its cells are looked at.
{% for received in data_coverage_tables() %}
{{ received.table }} as (

    select
        '{{ received.table }}' as full_name,
        cast({{ 'region_code' if received.region else 'null' }} as varchar)
            as region_code,
        cast({{ received.day or 'null' }} as date) as counted_on,
        to_json(received_rows) as cells
    from {{ ref('stg_' ~ received.table) }} as received_rows -- noqa: AL05

),
{% endfor %}

cells as (

    {% for received in data_coverage_tables() %}
    {% if not loop.first %}union all{% endif %}
    select
        fields.*,
        received_rows.region_code,
        received_rows.counted_on,
        json_extract_string(received_rows.cells, fields.column_name) as cell,
        json_extract_string(received_rows.cells, fields.needed_when_column)
            as needed_when_cell
    from fields
    inner join {{ received.table }} as received_rows
        on fields.source_name || '__' || fields.table_name = received_rows.full_name
    {% endfor %}

),

-- What the sender calls unknown is not filled either.
counted as (

    select
        source_name,
        table_name,
        column_name,
        region_code,
        counted_on,
        count(*) filter (coalesce(cell, 'unknown') <> 'unknown') as n_filled,
        count(*) as n_expected
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
