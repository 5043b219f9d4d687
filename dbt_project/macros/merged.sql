{# What a channel or code goes by now: the company's settings merge old ones into others. #}
{% macro merged(column, names) -%}
    {%- if names -%}
        case {{ column }}
        {%- for old, new in names.items() %}
            when '{{ old | replace("'", "''") }}' then '{{ new | replace("'", "''") }}'
        {%- endfor %}
            else {{ column }}
        end
    {%- else -%} {{ column }}
    {%- endif -%}
{%- endmacro %}


{% macro merged_channel(column) -%}
    {{ merged(column, var('merged_channels')) }}
{%- endmacro %}


{% macro merged_code(column) -%}
    {{ merged(column, var('merged_codes')) }}
{%- endmacro %}
