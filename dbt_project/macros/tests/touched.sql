{# For tests of large tables: in a daily run only the visitors it rebuilt, in a full build everybody.
   `of` is the only relation that is asked, where it is a table that keeps numbers of people. #}
{% macro is_checked(column='visitor_id', of=none) -%}
    {%- set touched = ref('int_visitors_touched') -%}
    {%- if should_full_refresh() -%} true
    {%- elif of -%} {{ x_is_row_of(of, column, numbers_of(touched)) }}
    {%- else -%} {{ x_person(column) }} in ({{ numbers_of(touched) }})
    {%- endif -%}
{%- endmacro %}


{# The credits that a test looks at. People are chosen before each touch becomes a row per model. #}
{% macro checked_credits() -%}
    {%- set touches = '(select * from ' ~ ref('int_touch_credits') ~ ' where ' ~ is_checked() ~ ')' -%}
    {{ return(credits_by_model(touches)) }}
{%- endmacro %}
