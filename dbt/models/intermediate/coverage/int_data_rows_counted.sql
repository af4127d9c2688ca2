with

rows_counted as (

    {% for received in data_coverage_tables() %}
    {% if not loop.first %}union all{% endif %}
    select
        '{{ received.table.split('__')[0] }}' as source_name,
        '{{ received.table.split('__')[1] }}' as table_name,
        cast({{ 'region_code' if received.region else 'null' }} as varchar)
            as region_code,
        cast({{ received.day or 'null' }} as date) as counted_on,
        source_file,
        count(*) as n_rows
    from {{ ref('stg_' ~ received.table) }}
    group by all
    {% endfor %}

)

select * from rows_counted
