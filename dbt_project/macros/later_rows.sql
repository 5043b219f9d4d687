{# Incremental strategy `later_rows`: for each key built anew, rows from its first new start on are
   replaced; earlier ones stay, except those that held an event that is no more. #}
{% macro get_incremental_later_rows_sql(arg_dict) %}
    {%- for rows in later_rows_gone(arg_dict['temp_relation'], arg_dict['unique_key']) %}
        delete from {{ arg_dict['target_relation'] }} as known using {{ rows['source'] }} as gone
        where {{ rows['condition'] }};
    {% endfor %}
    {{ duckdb__get_incremental_append_sql(arg_dict) }}
{% endmacro %}


{# The same on Spark, as what its materialization leaves out. #}
{% macro spark_later_rows(added, key) -%}
    {%- set found = [] -%}
    {%- for rows in later_rows_gone(added, key) -%}
        {%- do found.append(rows['source'] ~ ' as gone on ' ~ rows['condition']) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}


{# Rows that go, as `known`, each time with the rows that take them away, as `gone`. #}
{% macro later_rows_gone(added, key) -%}
    {%- set first = run_query("select cast(min(started_at) as string) from " ~ added) -%}
    {%- set rebuilt = '(select ' ~ key ~ ', min(started_at) as rebuilt_from from ' ~ added ~ ' group by 1)' -%}
    {%- set is_rebuilt -%}
        known.{{ key }} = gone.{{ key }}
        and known.started_at >= gone.rebuilt_from
        and known.started_at >= timestamp '{{ first.columns[0].values()[0] or "2999-12-31" }}'
    {%- endset -%}
    {%- set is_replaced -%}
        known.{{ key }} = gone.{{ key }}
        and known.started_at <= gone.event_at
        and known.ended_at >= gone.event_at
        and known.ended_at >= {{ first_replaced_at() }}
    {%- endset -%}
    {{ return([
        {'source': rebuilt, 'condition': is_rebuilt},
        {'source': ref('int_events_replaced') | string, 'condition': is_replaced},
    ]) }}
{%- endmacro %}
