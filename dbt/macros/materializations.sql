{#- A build starts from an empty file that nobody reads until it is published, so a
    relation is made under its own name at once. dbt's own way makes it under another
    name, renames and drops, which costs as much again as making it. -#}
{% materialization table, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {{- remove_earlier(load_cached_relation(this)) -}}
    {%- call statement('main') -%}
        {{ create_table_as(False, relation, compiled_code) }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{- return({'relations': [relation]}) -}}
{% endmaterialization %}


{% materialization view, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='view') -%}
    {{- remove_earlier(load_cached_relation(this)) -}}
    {%- call statement('main') -%}
        {{ get_create_view_as_sql(relation, compiled_code) }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{- return({'relations': [relation]}) -}}
{% endmaterialization %}


{#- A second run of dbt in the same build makes some relations anew. -#}
{% macro remove_earlier(relation) %}
    {%- if relation is not none -%}
        {%- do adapter.drop_relation(relation) -%}
    {%- endif -%}
{% endmacro %}
