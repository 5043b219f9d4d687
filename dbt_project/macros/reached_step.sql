{# How far a person came, 1 to 7: every step up to there was taken within the window that begins
   with the first visit, both ends included. #}
{% macro reached_step(people) -%}
    {%- set steps = ['registered', 'verified', 'card_bound', 'funded'] -%}
    {%- set steps = steps + ['first_invested', 'second_invested'] -%}
    case
        {% for step in steps -%}
        when
            {{ people }}.{{ step }}_at is null
            or {{ people }}.{{ step }}_at
            > {{ people }}.visited_at + interval '{{ var("funnel_window_days") }}' day
            then {{ loop.index }}
        {% endfor -%}
        else 7
    end
{%- endmacro %}
