{# Rows of a variable that the company's settings fill, as one more branch of a union. #}
{% macro union_own_rows(rows, columns) -%}
    {%- for row in rows %}
        union all
        select
        {%- for name, type in columns %}
            {%- set value = row.get(name) %}
            {%- if value is none %}
                cast(null as {{ type }}) as {{ name }}
            {%- else %}
                cast('{{ value | string | replace("'", "''") }}' as {{ type }}) as {{ name }}
            {%- endif %}{{ ',' if not loop.last }}
        {%- endfor %}
    {%- endfor %}
{%- endmacro %}


{% macro union_own_channels() -%}
    {{ union_own_rows(var('own_channels'), [
        ('channel', 'string'), ('channel_name', 'string'), ('channel_name_zh', 'string'),
        ('channel_class', 'string'), ('platform', 'string'), ('medium', 'string'),
        ('pricing_model', 'string'), ('channel_role', 'string'), ('owner', 'string'),
        ('is_paid', 'boolean'), ('sort_order', 'integer')
    ]) }}
{%- endmacro %}


{% macro union_own_channel_rules() -%}
    {{ union_own_rows(var('own_channel_rules'), [
        ('priority', 'integer'), ('channel', 'string'), ('click_id_type', 'string'),
        ('utm_source', 'string'), ('utm_medium', 'string'), ('utm_content', 'string'),
        ('code_prefix', 'string'), ('has_invite', 'boolean'), ('referrer_domain', 'string')
    ]) }}
{%- endmacro %}
