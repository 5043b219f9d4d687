{# Rows of a seed as literals: the adapter's own way writes nulls as the word None and breaks at a
   quote. #}
{% macro spark__load_csv_rows(model, agate_table) %}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set inserted -%}
        insert into {{ this }}
        {%- for row in agate_table.rows %}
            {{ 'values' if loop.first else ',' }} (
            {%- for name in agate_table.column_names -%}
                {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
                {{ ', ' if not loop.first }}cast({{ spark_literal(row[name]) }} as {{ type }})
            {%- endfor -%}
            )
        {%- endfor %}
    {%- endset -%}
    {%- do adapter.add_query(inserted, abridge_sql_log=True) -%}
    {{ return(inserted) }}
{% endmacro %}


{# A value as a quoted literal, or null. #}
{% macro spark_literal(value) -%}
    {%- if value is none -%} null
    {%- else -%} '{{ value | string | replace("\\", "\\\\") | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}
