{# For tests of large tables: in a daily run only the visitors it rebuilt, in a full build everybody.
   `of` is the only relation that is asked, where it is a table that keeps numbers of people. #}
{% macro is_checked(column='visitor_id', of=none) -%}
    {%- set touched = ref('int_visitors_touched') -%}
    {%- if should_full_refresh() -%} true
    {%- elif of -%} {{ x_is_row_of(of, column, numbers_of(touched)) }}
    {%- else -%} {{ x_person(column) }} in ({{ numbers_of(touched) }})
    {%- endif -%}
{%- endmacro %}


{# The touches whose credits a test looks at, as a relation. #}
{% macro checked_touches() -%}
    {%- set touches = ref('int_credited_touches') -%}
    (select * from {{ touches }} where {{ is_checked(of=touches) }})
{%- endmacro %}


{# Their credits, one row per model, as a query. #}
{% macro checked_credits() -%}
    {{ return(credits_by_model('(' ~ touch_credits(checked_touches()) ~ ')')) }}
{%- endmacro %}
