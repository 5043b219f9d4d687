{# For tests of large tables: in a daily run only the visitors it rebuilt, in a full build everybody. #}
{% macro is_checked(column='visitor_id') -%}
    {%- set touched = ref('int_visitors_touched') -%}
    {%- if should_full_refresh() -%} true
    {%- else -%} {{ column }} in (select visitor_id from {{ touched }})
    {%- endif -%}
{%- endmacro %}
