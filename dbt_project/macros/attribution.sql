{# The look-back of a kind of conversion, as an interval. #}
{% macro attribution_lookback(conversion_kind) -%}
    case
        {%- for kind, window in var('attribution_windows').items() %}
        when {{ conversion_kind }} = '{{ kind }}' then interval '{{ window.lookback_days }}' day
        {%- endfor %}
        when true then interval '{{ var("attribution_lookback_days") }}' day
    end
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
