{# Exact percentiles of a column, interpolated, as one list: who asks for two sorts once. #}
{% macro x_percentiles(value, shares) -%}
    {{ return(adapter.dispatch('x_percentiles')(value, shares)) }}
{%- endmacro %}

{% macro default__x_percentiles(value, shares) -%}
    quantile_cont({{ value }}, [{{ shares | join(', ') }}])
{%- endmacro %}

{% macro spark__x_percentiles(value, shares) -%}
    percentile({{ value }}, array({{ shares | join(', ') }}))
{%- endmacro %}


{# One of a list, counted from 1; null when there is no list. #}
{% macro x_item(list, number) -%}
    {{ return(adapter.dispatch('x_item')(list, number)) }}
{%- endmacro %}

{% macro default__x_item(list, number) -%}
    list_extract({{ list }}, {{ number }})
{%- endmacro %}

{% macro spark__x_item(list, number) -%}
    element_at({{ list }}, {{ number }})
{%- endmacro %}
