{# Value of a parameter in the query part of a URL; null when absent or empty. #}
{% macro x_url_parameter(query, name) -%}
    nullif(regexp_extract({{ query }}, '(?:^|&){{ name }}=([^&#]*)', 1), '')
{%- endmacro %}


{# Percent-encoded text as people wrote it. #}
{% macro x_url_decode(value) -%}
    {{ return(adapter.dispatch('x_url_decode')(value)) }}
{%- endmacro %}

{% macro default__x_url_decode(value) -%}
    url_decode({{ value }})
{%- endmacro %}

{% macro spark__x_url_decode(value) -%}
    try_url_decode({{ value }})
{%- endmacro %}


{# Texts of a group in the order of a number, with a separator between them. #}
{% macro x_ordered_text(value, separator, number) -%}
    {{ return(adapter.dispatch('x_ordered_text')(value, separator, number)) }}
{%- endmacro %}

{% macro default__x_ordered_text(value, separator, number) -%}
    string_agg({{ value }}, '{{ separator }}' order by {{ number }} nulls last)
{%- endmacro %}

{% macro spark__x_ordered_text(value, separator, number) -%}
    listagg({{ value }}, '{{ separator }}') within group (order by {{ number }} nulls last)
{%- endmacro %}
