-- Sums of conversions of one touch are taken over by every model that learned from such paths.
select *
from {{ ref('int_path_weights') }}
where
    touch_number = 1
    and is_last
    and (
        {% for model in learned_models() -%}
            {{ 'or ' if not loop.first }}{{ model }}_credit != 1
        {% endfor %}
    )
