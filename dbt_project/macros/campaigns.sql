{# A utm parameter of an address or, where the address has no utm_source, what Baidu Tongji calls
   the same: one tagging of an address at a time, never a mixture of both. #}
{% macro campaign_parameter(query, name, others) -%}
    coalesce(
        {{ x_url_parameter(query, name) }}
        {%- for other in others %},
        case when not contains({{ query }}, 'utm_source=') then {{ x_url_parameter(query, other) }} end
        {%- endfor %}
    )
{%- endmacro %}
