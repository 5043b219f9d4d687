{# Steps of the funnels that the company's settings describe, as one more branch of a union. #}
{% macro union_own_funnels() -%}
    {{ union_own_rows(var('own_funnels'), [
        ('funnel', 'string'), ('funnel_name', 'string'), ('funnel_name_zh', 'string'),
        ('step_number', 'integer'), ('step', 'string'), ('window_days', 'integer'),
        ('step_window_days', 'integer')
    ]) }}
{%- endmacro %}


{# Windows of single steps of the acquisition funnel, in days; null where a step has none. #}
{% macro acquisition_step_window(column) -%}
    {%- set windows = var('acquisition_step_windows') -%}
    {%- if windows -%}
        case {{ column }}
            {%- for step, days in windows.items() %} when '{{ step }}' then {{ days }}{% endfor %}
        end
    {%- else -%} cast(null as integer)
    {%- endif -%}
{%- endmacro %}


{# The group of an age in whole years; null when it is not known. #}
{% macro age_band(age) -%}
    case
        when {{ age }} is null then null
        when {{ age }} < 25 then 'under_25'
        when {{ age }} < 35 then '25_34'
        when {{ age }} < 45 then '35_44'
        when {{ age }} < 55 then '45_54'
        else '55_plus'
    end
{%- endmacro %}
