{#
    A table is made anew within one transaction: who reads beside it sees the old one until the new one
    stands. dbt-duckdb's own way builds under another name, keeps a backup, and asks the catalogue for
    indexes and foreign keys, which no model has: twice the statements.
#}
{% materialization table, adapter="duckdb" %}
    {% set target = this.incorporate(type="table") %}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement("main") %}{{ duckdb_create_table(target) }}{% endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}


{# The model's table in place of what there is, as its contract has it where it has one, with the number
   of each row's person where the model builds people anew. #}
{% macro duckdb_create_table(target) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing and not existing.is_table %}
        drop {{ existing.type }} {{ existing }};
    {%- endif -%}
    {%- if config.get('contract').enforced -%}
        {%- do get_assert_columns_equivalent(model.compiled_code) %}
        {%- set columns = get_quoted_csv(model.columns | list) %}
        create or replace table {{ target }} {{ get_table_columns_and_constraints() }};
        {%- if id_of_person(config) %}
            alter table {{ target }} add column _person ubigint;
        {%- endif %}
        insert into {{ target }} by name
        select {{ columns }}{{ duckdb_and_person() }} from (
            {{ model.compiled_code }}
        ) as built
    {%- else %}
        create or replace table {{ target }} as
        select *{{ duckdb_and_person() }} from (
            {{ model.compiled_code }}
        ) as built
    {%- endif -%}
{%- endmacro %}


{# Names and types are asked of a model's SQL when nothing stands yet and in a full build: what they hang
   on, the project's files and the types of its sources, makes one when it changes. #}
{% macro duckdb__get_assert_columns_equivalent(sql) -%}
    {%- if should_full_refresh() or not load_cached_relation(this) -%}
        {{ assert_columns_equivalent(sql) }}
    {%- endif -%}
{%- endmacro %}


{# On Spark a full build makes a table anew, as its columns may have changed; a daily run overwrites the
   one that stands, whose columns are those of the full build. Nobody reads it before it is published. #}
{% materialization table, adapter="spark" %}
    {% set existing = load_cached_relation(this) %}
    {% set target = this.incorporate(type="table") %}
    {{ run_hooks(pre_hooks) }}
    {% if existing and not should_full_refresh() %}
        {% call statement("main") %}
            insert overwrite table {{ target }}
            {{ spark_selected(compiled_code) }}
        {% endcall %}
    {% else %}
        {% do drop_relation_if_exists(existing) %}
        {% call statement("main") %}
            create table {{ target }} using parquet as
            {{ spark_selected(compiled_code) }}
        {% endcall %}
        {% do spark_require_types(target) %}
    {% endif %}
    {{ run_hooks(post_hooks) }}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}
