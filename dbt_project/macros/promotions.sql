{# Whether an arm is called as people call a control; `measurement.experiments` knows the same names. #}
{% macro is_control_arm(arm) -%}
    (
        lower(trim({{ arm }})) in (
            '0', '0.0', 'false', 'no', 'none', 'a', 'control', 'ctrl', 'holdout', 'baseline', 'placebo',
            '对照', '对照组', '空白组'
        )
        or lower(trim({{ arm }})) like 'no %'
        or lower(trim({{ arm }})) like 'no-%'
        or substring(lower(trim({{ arm }})), 1, 3) = 'no_'
        or lower(trim({{ arm }})) like 'control%'
        or trim({{ arm }}) like '对照%'
    )
{%- endmacro %}


{# Weight of what comes on a day after a promotion's end: in a line from 1 to 0 over the days that
   count, 0 until the end. #}
{% macro soon_after(day) -%}
    case
        when {{ day }} > 0
            then 1 - (cast({{ day }} as double) - 0.5) / {{ var('promotion_after_days') }}
        else 0
    end
{%- endmacro %}
