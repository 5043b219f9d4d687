{#
    A view is replaced in one statement. dbt's own way makes it under another name, renames the old one and
    the new one, and drops the old one.
#}
{% materialization view, adapter="duckdb" %}
    {% set existing = load_cached_relation(this) %}
    {% set target = this.incorporate(type="view") %}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% if config.get("contract").enforced %}{% do get_assert_columns_equivalent(compiled_code) %}{% endif %}
    {% call statement("main") %}
        {% if existing and not existing.is_view %}drop {{ existing.type }} {{ existing }};{% endif %}
        create or replace view {{ target }} as (
            {{ compiled_code }}
        )
    {% endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}
