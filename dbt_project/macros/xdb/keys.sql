{#
    Whether a row may be one of several with the same key: DuckDB first looks for numbers, made of the
    columns, that come twice, which takes it half as long as grouping by them. `false` is certain, `true`
    is not. Where a test looks at some rows only, looking for those twice would cost more than it spares.
#}
{% macro x_may_repeat(model, columns) -%}
    {{ return(adapter.dispatch('x_may_repeat')(model, columns)) }}
{%- endmacro %}

{% macro default__x_may_repeat(model, columns) -%}
    {%- if config.get('where') -%} true
    {%- else -%}
        hash({{ columns | join(', ') }}) in (
            select hash({{ columns | join(', ') }}) from {{ model }} group by 1 having count(*) > 1
        )
    {%- endif -%}
{%- endmacro %}

{% macro spark__x_may_repeat(model, columns) -%}
    true
{%- endmacro %}
