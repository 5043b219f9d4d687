{#
    Incremental models on DuckDB: what a run gives is a table of its own, by which the model's strategy
    changes the one that stands. Columns go by their names, and a change of them belongs to a full build:
    in a daily run one too many is an error, and one that is missing null. dbt-duckdb's own way asks for
    the columns of both each time, and in a full build keeps a backup.
#}
{% materialization incremental, adapter="duckdb" %}
    {% set existing = load_cached_relation(this) %}
    {% set target = this.incorporate(type="table") %}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% set is_sums = config.get("incremental_strategy") == "added_sums" %}
    {% if not (existing and existing.is_table and is_carried_on()) or should_full_refresh() %}
        {% call statement("main") %}
            {{ duckdb_create_table(target) }}
            {% if is_sums %}; {{ note_sums(target, target) }} {% endif %}
        {% endcall %}
        {% do duckdb_gather_newest(target) %}
    {% else %}
        {% set added = api.Relation.create(identifier=this.identifier ~ "__built", type="table") %}
        {% call statement("added") %}
            create temporary table {{ added }} as (
                {{ sums_added(target, compiled_code) if is_sums else compiled_code }}
            )
        {% endcall %}
        {% set strategy = adapter.get_incremental_strategy_macro(context, config.get("incremental_strategy")) %}
        {% call statement("main") %}
            {{ strategy({"target_relation": target, "temp_relation": added, "unique_key": config.get("unique_key")}) }};
            drop table {{ added }}
        {% endcall %}
    {% endif %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}


{#
    Puts the rows of the newest 60 days of a table of people that was just made behind all others. Those
    whom a daily run builds anew were mostly seen within that time, and what it made before it lies there
    too: scattered, a few of their rows each would have it read almost every block of the whole history.
    Sorting the table does the same for many times the work. Where the newest are more than a quarter of
    the days, what they spare is not worth writing them twice.
#}
{% macro duckdb_gather_newest(target) -%}
    {%- set period = config.get('meta', {}).get('period') -%}
    {%- if not (period and id_of_person(config)) -%} {{ return(none) }} {%- endif -%}
    {%- set found = run_query(
        "select cast(cast(max(" ~ period ~ ") as date) - 60 as varchar)"
        ~ " from " ~ target ~ " having date_diff('day', min(" ~ period ~ "), max(" ~ period ~ ")) > 240"
    ) -%}
    {%- for row in found.rows -%}
        {%- set is_new = period ~ " >= date '" ~ row[0] ~ "'" -%}
        {%- set newest = this.identifier ~ '__newest' -%}
        {%- call statement('gather') -%}
            create temporary table {{ newest }} as select * from {{ target }} where {{ is_new }};
            delete from {{ target }} where {{ is_new }};
            insert into {{ target }} by name select * from {{ newest }};
            drop table {{ newest }}
        {%- endcall -%}
    {%- endfor -%}
{%- endmacro %}


{% macro duckdb__get_incremental_append_sql(arg_dict) -%}
    insert into {{ arg_dict['target_relation'] }} by name
    select *{{ duckdb_and_person() }} from {{ arg_dict['temp_relation'] }}
{%- endmacro %}


{% macro duckdb__get_incremental_delete_insert_sql(arg_dict) -%}
    {%- set keys = arg_dict['unique_key'] if arg_dict['unique_key'] is string
        else arg_dict['unique_key'] | join(', ') -%}
    delete from {{ arg_dict['target_relation'] }}
    where ({{ keys }}) in (select {{ keys }} from {{ arg_dict['temp_relation'] }});
    {{ duckdb__get_incremental_append_sql(arg_dict) }}
{%- endmacro %}


{#
    Incremental models on Spark: plain Parquet, one folder per month of the model's own `period`
    (config `meta.period`, an instant or date; without one a single folder). A run writes again the
    months that lose or gain rows, whole, and leaves all others as they lie.
#}
{% materialization incremental, adapter="spark" %}
    {% set existing = load_cached_relation(this) %}
    {% set target = this.incorporate(type="table") %}
    {% set added = rebuilt_of(target) %}
    {% if not existing or should_full_refresh() %}
        {% do drop_relation_if_exists(existing) %}
        {% call statement("main") -%}
            {{ spark_create_by_period(target, compiled_code) }}
        {%- endcall %}
        {% do spark_require_types(target) %}
    {% else %}
        {% do drop_relation_if_exists(load_cached_relation(added)) %}
        {% call statement("added") %}
            create table {{ added }} using parquet as {{ spark_selected(compiled_code) }}
        {% endcall %}
        {% if config.get('incremental_strategy') == 'changed_rows' %}
            {% set names = spark_note_changes(target, added) %}
            {% set rows = spark_added_rows(target, names) %}
            {% set gone = [spark_gone_rows(target, names)] %}
            {% set touched = spark_periods_of(spark_changed_periods(target)) %}
        {% else %}
            {% set rows = added %}
            {% set gone = spark_gone(pre_hooks) + spark_gone_for(added) %}
            {% set touched = spark_periods_of(spark_touched_periods(target, rows, gone)) %}
        {% endif %}
        {% if touched %}
            {% call statement("main") %}{{ spark_write_periods(target, rows, gone, touched) }}{% endcall %}
            {% do spark_drop_emptied(target, gone, touched) %}
        {% else %}
            {% call noop_statement("main", "OK, no period changed") %}select 1{% endcall %}
        {% endif %}
        {% if not config.get("meta", {}).get("is_read_anew") %}
            {% call statement("drop_added") %}drop table {{ added }}{% endcall %}
        {% endif %}
    {% endif %}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}


{# First day of the month to which a row belongs; one day of no month where it has none. #}
{% macro spark_period() -%}
    {%- set column = config.get('meta', {}).get('period') -%}
    {%- if column -%} coalesce(cast(date_trunc('month', {{ column }}) as date), date '1900-01-01')
    {%- else -%} date '1900-01-01'
    {%- endif -%}
{%- endmacro %}


{# Hooks, each the rows that go with it as the right side of an anti join. #}
{% macro spark_gone(hooks) -%}
    {%- set found = [] -%}
    {%- for hook in hooks if render(hook.sql) | trim -%}
        {%- do found.append(render(hook.sql) | trim) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}


{# What the model's strategy takes away for the rows of this run. #}
{% macro spark_gone_for(added) -%}
    {%- set key = config.get('unique_key') -%}
    {%- set strategy = config.get('incremental_strategy') -%}
    {%- if strategy == 'later_rows' -%} {{ return(spark_later_rows(added, key)) }}
    {%- elif strategy != 'delete+insert' -%} {{ return([]) }}
    {%- endif -%}
    {%- set columns = [key] if key is string else key -%}
    {%- set same = [] -%}
    {%- for column in columns -%}
        {%- do same.append('known.' ~ column ~ ' = gone.' ~ column) -%}
    {%- endfor -%}
    {{ return([
        '(select ' ~ columns | join(', ') ~ ' from ' ~ added ~ ') as gone on ' ~ same | join(' and ')
    ]) }}
{%- endmacro %}


{% macro spark_without(relation, gone) -%}
    {{ relation }} as known
    {%- for rows in gone %}
        left anti join {{ rows }}
    {%- endfor -%}
{%- endmacro %}


{% macro spark_create_by_period(target, sql) -%}
    create table {{ target }} using parquet partitioned by (_period) as
    select
        known.*,
        {{ spark_period() }} as _period
    from {{ spark_without('(' ~ spark_selected(sql) ~ ')', spark_gone(post_hooks)) }}
{%- endmacro %}


{# The periods of rows that come and go, and whether they come. #}
{% macro spark_touched_periods(target, added, gone) -%}
    select {{ spark_period() }} as _period, true as is_added from {{ added }}
    {%- for rows in gone %}
        union all
        select known._period, false as is_added from {{ target }} as known left semi join {{ rows }}
    {%- endfor -%}
{%- endmacro %}


{# Each of these periods as a literal, and whether it gains rows. #}
{% macro spark_periods_of(changes) -%}
    {%- set found = run_query(
        'select cast(_period as string), bool_or(is_added) from (' ~ changes ~ ') group by 1 order by 1'
    ) -%}
    {%- set touched = {} -%}
    {%- for row in found.rows -%}
        {%- do touched.update({"date '" ~ row[0] ~ "'": row[1]}) -%}
    {%- endfor -%}
    {{ return(touched) }}
{%- endmacro %}


{% macro spark_write_periods(target, added, gone, touched) -%}
    {%- set periods = touched | join(', ') -%}
    {%- set kept = '(select * from ' ~ target ~ ' where _period in (' ~ periods ~ '))' -%}
    insert overwrite table {{ target }} partition (_period)
    select known.* from {{ spark_without(kept, gone) }}
    union all
    select
        known.*,
        {{ spark_period() }} as _period
    from {{ spark_without(added, spark_gone(post_hooks)) }}
{%- endmacro %}


{# Periods that keep no row and gain none: writing what is left of them leaves them as they were. #}
{% macro spark_drop_emptied(target, gone, touched) -%}
    {%- set losing = [] -%}
    {%- for period, is_added in touched.items() if not is_added -%}
        {%- do losing.append(period) -%}
    {%- endfor -%}
    {%- if losing -%}
        {%- set kept = '(select * from ' ~ target ~ ' where _period in (' ~ losing | join(', ') ~ '))' -%}
        {%- set left = run_query(
            'select distinct cast(known._period as string) from ' ~ spark_without(kept, gone)
        ).columns[0].values() -%}
        {%- for period in losing if period[6:-1] not in left -%}
            {%- call statement('drop_period') -%}
                alter table {{ target }} drop if exists partition (_period = {{ period }})
            {%- endcall -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
