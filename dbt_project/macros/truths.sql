{# What tests measured, as the company's settings tell it. #}
{% macro union_measured_lifts() -%}
    {{ union_own_rows(var('measured_lifts'), [
        ('month', 'date'), ('channel', 'string'), ('conversion_kind', 'string'),
        ('conversions', 'double'), ('low', 'double'), ('high', 'double')
    ]) }}
{%- endmacro %}
