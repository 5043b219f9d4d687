{#
    A unit test on Spark. dbt's own way asks for the types of the model's columns through a view of its
    whole SQL, which plans it once more: here they are those of the table that stands, unless a column
    is not in there yet. After a change of a type the model is to be built first.
#}
{% materialization unit, adapter="spark" %}
    {% set expected = config.get("expected_rows") %}
    {% set names = expected[0].keys() | map("lower") | list if expected else get_columns_in_query(sql) %}
    {% set types = spark_types_of_tested() %}
    {% if names | reject("in", types) | list %}
        {% set types = spark_types_of_query(sql) %}
    {% endif %}
    {% set quoted, columns = {}, [] %}
    {% for name in types %}{% do quoted.update({name: adapter.quote(name)}) %}{% endfor %}
    {% for name in names %}{% do columns.append(quoted[name | lower]) %}{% endfor %}
    {% set rows = config.get("expected_sql") or get_expected_sql(expected, types, quoted) %}
    {% call statement("main", fetch_result=True) -%}
        {{ get_unit_test_sql(sql, rows, columns) }}
    {%- endcall %}
    {{ return({"relations": []}) }}
{% endmaterialization %}


{# Types by name of the tested model's columns, as they were last built; none where it was not. #}
{% macro spark_types_of_tested() -%}
    {%- set name = model.tested_node_unique_id.split('.')[2] -%}
    {%- set built = load_cached_relation(this.incorporate(path={'identifier': name}, type='table')) -%}
    {{ return(spark_types_of(built) if built else {}) }}
{%- endmacro %}


{% macro spark_types_of_query(sql) -%}
    {%- set asked = make_temp_relation(this.incorporate(type='table')) -%}
    {%- do run_query(get_create_table_as_sql(True, asked, get_empty_subquery_sql(sql))) -%}
    {%- set types = spark_types_of(asked) -%}
    {%- do adapter.drop_relation(asked) -%}
    {{ return(types) }}
{%- endmacro %}


{% macro spark_types_of(relation) -%}
    {%- set types = {} -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
        {%- do types.update({column.name | lower: column.data_type}) -%}
    {%- endfor -%}
    {{ return(types) }}
{%- endmacro %}
