{# Rows of a unit test's input. On Spark as one list of values: a union of single rows, which is what
   dbt writes, makes a task of every row at each mention, and most of a unit test's time. #}
{% macro get_fixture_sql(rows, column_name_to_data_types) -%}
    {%- if target.type != 'spark' or not rows -%}
        {{ return(dbt.get_fixture_sql(rows, column_name_to_data_types)) }}
    {%- endif -%}
    {%- set types = column_name_to_data_types or {} -%}
    {%- if not types -%}
        {%- for column in adapter.get_columns_in_relation(this) -%}
            {%- do types.update({column.name | lower: column.data_type}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ spark_values(rows, types) }}
{%- endmacro %}


{# The rows that a unit test expects, likewise. #}
{% macro get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted) -%}
    {%- if target.type != 'spark' or not rows -%}
        {{ return(dbt.get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted)) }}
    {%- endif -%}
    {%- set types = {} -%}
    {%- for name in rows[0] if name | lower in column_name_to_data_types -%}
        {%- do types.update({name | lower: column_name_to_data_types[name | lower]}) -%}
    {%- endfor -%}
    {{ spark_values(rows, types) }}
{%- endmacro %}


{% macro spark_values(rows, types) -%}
    select * from values
    {%- for row in rows -%}
        {%- set given = format_row(row, types) %}
        ({% for name, type in types.items() -%}
            {{ given.get(name, 'cast(null as ' ~ type ~ ')') }}{{ ', ' if not loop.last }}
        {%- endfor %}){{ ',' if not loop.last }}
    {%- endfor %}
    as fixture({{ types | join(', ') }})
{%- endmacro %}
