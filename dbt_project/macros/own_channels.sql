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
        ('channel', 'varchar'), ('channel_name', 'varchar'), ('channel_name_zh', 'varchar'),
        ('channel_class', 'varchar'), ('platform', 'varchar'), ('medium', 'varchar'),
        ('pricing_model', 'varchar'), ('channel_role', 'varchar'), ('owner', 'varchar'),
        ('is_paid', 'boolean'), ('sort_order', 'integer')
    ]) }}
{%- endmacro %}


{% macro union_own_channel_rules() -%}
    {{ union_own_rows(var('own_channel_rules'), [
        ('priority', 'integer'), ('channel', 'varchar'), ('click_id_type', 'varchar'),
        ('utm_source', 'varchar'), ('utm_medium', 'varchar'), ('utm_content', 'varchar'),
        ('code_prefix', 'varchar'), ('has_invite', 'boolean'), ('referrer_domain', 'varchar')
    ]) }}
{%- endmacro %}
