{# Tests on large tables say `where: __new_loads__` or `__touched_visitors__`: a daily run then checks
   what it changed, and a full build everything. A view of credit, in which people are found only after
   all is joined, says `__newest_day__`, and a table of which a run builds some keys anew
   `__rebuilt_keys__`. #}
{% macro get_where_subquery(relation) -%}
    {%- set where = config.get('where', '') -%}
    {%- if not where -%}
        {%- do return(relation) -%}
    {%- endif -%}
    {%- set is_whole = should_full_refresh() -%}
    {%- set visitors = relation.incorporate(path={'identifier': 'int_visitors_touched'}) -%}
    {%- set tested = graph.nodes.get('model.' ~ project_name ~ '.' ~ relation.identifier) if execute -%}
    {%- set id = id_of_person(tested.config) if tested -%}
    {%- set touched = x_is_row_of(relation, id, numbers_of(visitors)) if id
        else x_person('visitor_id') ~ ' in (' ~ numbers_of(visitors) ~ ')' -%}
    {%- set keys = tested.config.meta.get('rebuilt')
        if tested and tested.config.materialized == 'incremental' -%}
    {%- set key = tested.config.unique_key if keys -%}
    {%- set rebuilt = is_listed(
        [key] if key is string else key, 'tested.', relation.incorporate(path={'identifier': keys})
    ) if keys -%}
    {%- set as_of = relation.incorporate(path={'identifier': 'int_as_of'}) -%}
    {%- set newest = newest_day(as_of) if '__newest_day__' in where and not is_whole -%}
    {%- set where = where
        | replace('__newest_day__', newest or 'true')
        | replace('__new_loads__', is_new_load())
        | replace('__rebuilt_keys__', 'true' if is_whole or not keys else rebuilt)
        | replace('__touched_visitors__', 'true' if is_whole else touched) -%}
    {%- do return('(select * from ' ~ relation ~ ' as tested where ' ~ where ~ ') as checked') -%}
{%- endmacro %}


{# Conversions of the newest company day; its date is a literal, before which a scan reads nothing. #}
{% macro newest_day(as_of) -%}
    {%- set found = run_query('select cast(as_of_date as string) from ' ~ as_of).columns[0].values()
        if execute else [] -%}
    {{ return("conversion_date >= date '" ~ (found | first or '1900-01-01') ~ "'") }}
{%- endmacro %}
