{#
    A table is dropped and made again within one transaction: who reads beside it sees the old one
    until the new one stands. dbt-duckdb's own way builds under another name, keeps a backup, and
    asks the catalogue for indexes and foreign keys, which no model has: twice the statements.
#}
{% materialization table, adapter="duckdb" %}
    {% set existing = load_cached_relation(this) %}
    {% set target = this.incorporate(type="table") %}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {{ drop_relation_if_exists(existing) }}
    {% call statement("main") %}{{ create_table_as(False, target, compiled_code) }}{% endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}


{# On Spark a table is dropped and made again; nobody reads it before the build is published. #}
{% materialization table, adapter="spark" %}
    {% set target = this.incorporate(type="table") %}
    {{ run_hooks(pre_hooks) }}
    {% do drop_relation_if_exists(load_cached_relation(this)) %}
    {% call statement("main") %}
        create table {{ target }} using parquet as
        {{ spark_selected(compiled_code) }}
    {% endcall %}
    {% do spark_require_types(target) %}
    {{ run_hooks(post_hooks) }}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}
