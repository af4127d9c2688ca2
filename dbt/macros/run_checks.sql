{#- Runs the rules that models and seeds have in their YAML, many in one query.

    A rule that is a node of its own costs some thirty times what its query does.
    `dbt test` still runs them so; the macros that write the queries are the same. -#}
{% macro run_checks(results) %}
{%- if execute and flags.WHICH == 'build' and not is_without_checks() -%}
    {%- set table = target.database ~ '.imported.build__check_counts' -%}
    {%- do run_query(
        'create schema if not exists imported;
        create table if not exists ' ~ table ~ ' (
            check_id varchar primary key, model_name varchar, rule varchar,
            is_warning boolean, n_failures bigint
        )'
    ) -%}
    {%- for checks in find_checks_to_run(results) | batch(20) -%}
        {%- set counts = [] -%}
        {%- for check in checks -%}
            {%- do counts.append(write_count(check)) -%}
        {%- endfor -%}
        {%- set rows = counts | join('\nunion all\n') -%}
        {%- do run_query('insert or replace into ' ~ table ~ ' ' ~ rows) -%}
    {%- endfor -%}
    -- Whoever runs dbt by hand sees the same failures.
    select
        error(
            string_agg(
                model_name || ': ' || rule || ': ' || n_failures || ' rows', chr(10)
            )
        )
    from {{ table }}
    where n_failures > 0 and not is_warning
    having count(*) > 0
{%- endif -%}
{% endmacro %}


{% macro is_without_checks() %}
    {{- return('test' in (invocation_args_dict.exclude_resource_types or [])) -}}
{% endmacro %}


{#- Find the rules of what has been built, unless they were nodes of this run. A rule
    about something that does not exist, as when a part is built alone, waits. -#}
{% macro find_checks_to_run(results) %}
    {%- set built, others, found = [], [], [] -%}
    {%- for result in results -%}
        {%- set known = built if result.status == 'success' else others -%}
        {%- do known.append(result.node.unique_id) -%}
    {%- endfor -%}
    {%- for node in graph.nodes.values() if node.test_metadata -%}
        {%- set parents = node.depends_on.nodes -%}
        {%- set missing = [] -%}
        {%- for parent in parents if parent not in built -%}
            {%- set known = graph.nodes[parent] -%}
            {%- set relation = adapter.get_relation(
                known.database, known.schema, known.alias
            ) -%}
            {%- do missing.append(parent) if parent in others or not relation -%}
        {%- endfor -%}
        {%- if
            node.unique_id not in others
            and not missing
            and parents | select('in', built) | list
        -%}
            {%- do found.append(node) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(found) -}}
{% endmacro %}


{% macro write_count(check) %}
    {%- set asked = check.test_metadata.kwargs -%}
    {%- set told = asked.columns or [asked.column_name, asked.expression, asked.to] -%}
    {%- set rule = ([check.test_metadata.name] + told) | select | join(' ') -%}
select
    '{{ check.unique_id }}' as check_id,
    '{{ check.attached_node.split('.')[2] }}' as model_name,
    '{{ rule | replace("'", "''") }}' as rule,
    {{ check.config.severity | lower == 'warn' }} as is_warning,
    count(*) as n_failures
from ({{ write_check(check) }})
{% endmacro %}


{#- Write the query whose rows break a rule, as dbt's own node would. -#}
{% macro write_check(check) %}
    {%- set model = graph.nodes[check.attached_node].relation_name -%}
    {%- set where = check.config.where -%}
    {%- if where -%}
        {%- set model = '(select * from ' ~ model ~ ' where ' ~ where ~ ')' -%}
    {%- endif -%}
    {%- set arguments = dict(check.test_metadata.kwargs, model=model) -%}
    {%- if 'to' in arguments -%}
        {%- set others = check.depends_on.nodes | reject('==', check.attached_node) -%}
        {%- set to = others | first | default(check.attached_node, true) -%}
        {%- do arguments.update({'to': graph.nodes[to].relation_name}) -%}
    {%- endif -%}
    {{- return(context['test_' ~ check.test_metadata.name](**arguments)) -}}
{% endmacro %}
