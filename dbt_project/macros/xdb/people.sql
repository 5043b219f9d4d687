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
