{#
    People in large tables are found by a number made of their id. DuckDB keeps it beside a table's own
    columns, as `_person`: looking through numbers costs a sixth of looking through texts. Two ids of
    one number are built anew together, so nothing hangs on numbers being different; but whatever asks
    for the people of a run has to ask by number. On Spark the number is the id itself, and not kept.
#}
{% macro x_person(id) -%}
    {{ return(adapter.dispatch('x_person')(id)) }}
{%- endmacro %}

{% macro default__x_person(id) -%}
    hash({{ id }})
{%- endmacro %}

{% macro spark__x_person(id) -%}
    {{ id }}
{%- endmacro %}


{# The numbers of the people that `touched` lists, as a query. #}
{% macro numbers_of(touched) -%}
    select {{ x_person('visitor_id') }} from {{ touched }}
{%- endmacro %}


{# The id from which a row of the model's table has its number, none where it has none: models that
   build people anew, by their `unique_key`. #}
{% macro id_of_person(config, row='') -%}
    {%- set key, of_row = config.get('unique_key'), row ~ '.' if row else '' -%}
    {%- set builds_people = config.get('materialized') == 'incremental'
        and config.get('incremental_strategy') in ('changed_rows', 'later_rows')
        and not config.get('meta', {}).get('rebuilt') -%}
    {%- if not builds_people -%} {{ return(none) }}
    {%- elif key == 'visitor_id' -%} {{ return(of_row ~ key) }}
    {%- elif key == 'user_id' -%} {{ return("'u:' || " ~ of_row ~ key) }}
    {%- elif key == 'anonymous_id' -%} {{ return("'a:' || " ~ of_row ~ key) }}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}


{# A comma and the number of a row as `_person`, where the model's table keeps one. #}
{% macro duckdb_and_person() -%}
    {%- set id = id_of_person(config) -%}
    {%- if id -%} , {{ x_person(id) }} as _person {%- endif -%}
{%- endmacro %}


{# Whether a row of `relation`, a table with numbers, is of one of these people: `numbers` is a query for
   their numbers. DuckDB looks for the rows first, so that of other columns only their places are read. #}
{% macro x_is_row_of(relation, id, numbers) -%}
    {{ return(adapter.dispatch('x_is_row_of')(relation, id, numbers)) }}
{%- endmacro %}

{% macro default__x_is_row_of(relation, id, numbers) -%}
    rowid in (select known.rowid from {{ relation }} as known where known._person in ({{ numbers }}))
{%- endmacro %}

{% macro spark__x_is_row_of(relation, id, numbers) -%}
    {{ id }} in ({{ numbers }})
{%- endmacro %}


{# Sessions of the visitors that `visitors` lists by anonymous id; all of them in a full build. #}
{% macro sessions_of(visitors) -%}
    {%- set sessions, id = ref('int_sessions'), "'a:' || anonymous_id" -%}
    {%- if should_full_refresh() -%} {{ sessions }}
    {%- else -%} (select * from {{ sessions }} where {{ x_is_row_of(sessions, id, numbers_of(visitors)) }})
    {%- endif -%}
{%- endmacro %}
