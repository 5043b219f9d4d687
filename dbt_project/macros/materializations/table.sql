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
