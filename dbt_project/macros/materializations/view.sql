{#
    A view is replaced in one statement, and in a transaction only where there are hooks. dbt's own way makes
    it under another name, renames the old one and the new one, and drops the old one.
#}
{% materialization view, adapter="duckdb" %}
    {% set existing = load_cached_relation(this) %}
    {% set target = this.incorporate(type="view") %}
    {% set begins = pre_hooks or post_hooks %}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% if existing and not existing.is_view %}{% do drop_relation_if_exists(existing) %}{% endif %}
    {% if config.get("contract").enforced %}{% do get_assert_columns_equivalent(compiled_code) %}{% endif %}
    {% call statement("main", auto_begin=begins) %}create or replace view {{ target }} as ({{ compiled_code }}){% endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% if begins %}{{ adapter.commit() }}{% endif %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}
