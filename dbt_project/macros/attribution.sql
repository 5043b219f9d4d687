{# The look-back of a kind of conversion, as an interval. #}
{% macro attribution_lookback(conversion_kind) -%}
    case
        {%- for kind, window in var('attribution_windows').items() %}
        when {{ conversion_kind }} = '{{ kind }}' then interval '{{ window.lookback_days }}' day
        {%- endfor %}
        when true then interval '{{ var("attribution_lookback_days") }}' day
    end
{%- endmacro %}


{# The same as a whole number of days, of a kind that is known when the model is compiled. #}
{% macro attribution_lookback_days(conversion_kind) -%}
    {%- set window = var('attribution_windows').get(conversion_kind) -%}
    {{ return(window.lookback_days if window else var('attribution_lookback_days')) }}
{%- endmacro %}


{# The half-life of a kind of conversion, in days. #}
{% macro attribution_half_life_days(conversion_kind) -%}
    case
        {%- for kind, window in var('attribution_windows').items() %}
        when {{ conversion_kind }} = '{{ kind }}' then cast({{ window.half_life_days }} as double)
        {%- endfor %}
        when true then cast({{ var('attribution_half_life_days') }} as double)
    end
{%- endmacro %}


{# First and last day of the training window, as literals, by which a scan can skip what lies outside. #}
{% macro training_days() -%}
    {%- set window = ref('int_training_window') -%}
    {%- set days = [] -%}
    {%- if execute -%}
        {%- set found = run_query(
            "select cast(first_date as string), cast(last_date as string) from " ~ window
        ) -%}
        {%- for column in found.columns -%}
            {%- do days.append("date '" ~ (column.values()[0] or '1900-01-01') ~ "'") -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(days or ["date '1900-01-01'", "date '1900-01-01'"]) }}
{%- endmacro %}
