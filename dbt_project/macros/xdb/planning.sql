{# A condition that always holds, for a CTE that several others read. Spark plans a CTE anew at each
   mention, so that rounds which mention the one before twice double the plan every time; one that
   is not deterministic it plans, and runs, once. #}
{% macro x_planned_once() -%}
    {{ return(adapter.dispatch('x_planned_once')()) }}
{%- endmacro %}

{% macro default__x_planned_once() -%} true {%- endmacro %}

{% macro spark__x_planned_once() -%} rand() >= 0 {%- endmacro %}
