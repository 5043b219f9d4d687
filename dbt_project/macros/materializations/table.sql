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
