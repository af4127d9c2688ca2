{#- Of the rows that were received for one key, keep the one received last. -#}
{% macro keep_newest_row(key) -%}
    qualify row_number() over (
        partition by {{ key | join(', ') }}
        order by data_on desc, loaded_at desc, source_file desc, source_row desc
    ) = 1
{%- endmacro %}

{#- Of the files that were received for one period, keep all rows of the last. -#}
{% macro keep_newest_file(period) -%}
    qualify dense_rank() over (
        partition by {{ period }}
        order by data_on desc, loaded_at desc, source_file desc, file_sha256 desc
    ) = 1
{%- endmacro %}
