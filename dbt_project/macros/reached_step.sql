{# How far a person came, 1 to 7: every step up to there was taken at or after the one before, within
   the window that begins with the first visit and its own from the step before, ends included. #}
{% macro reached_step(people) -%}
    {%- set steps = [('visit', 'visited'), ('registration', 'registered')] -%}
    {%- set steps = steps + [('verification', 'verified'), ('card_bound', 'card_bound')] -%}
    {%- set steps = steps + [('funded', 'funded'), ('first_investment', 'first_invested')] -%}
    {%- set steps = steps + [('repeat_investment', 'second_invested')] -%}
    case
        {% for step, time in steps[1:] -%}
        {%- set before = steps[loop.index0][1] -%}
        {%- set own_window = var('acquisition_step_windows').get(step) -%}
        when
            {{ people }}.{{ time }}_at is null
            or {{ people }}.{{ time }}_at < {{ people }}.{{ before }}_at
            or {{ people }}.{{ time }}_at
            > {{ people }}.visited_at + interval '{{ var("funnel_window_days") }}' day
            {% if own_window -%}
            or {{ people }}.{{ time }}_at
            > {{ people }}.{{ before }}_at + interval '{{ own_window }}' day
            {% endif -%}
            then {{ loop.index }}
        {% endfor -%}
        else 7
    end
{%- endmacro %}
