{#
    Incremental strategy `changed_rows`, for tables of which a run builds some keys anew: the model
    gives all rows of those keys. Rows that the table has already stay as they lie, so that a run
    writes what is new, whoever it had to look at. The keys are named by `unique_key`: people
    (`visitor_id`, `user_id`) of `int_visitors_touched`, else values that the model `meta.rebuilt` lists.

    A model with `meta.changes`, a list of columns, also notes which values of them the rows have that
    went or came, for `changed_values`.
#}
{% macro get_incremental_changed_rows_sql(arg_dict) %}
    {%- set target = arg_dict['target_relation'] -%}
    {%- set built = arg_dict['temp_relation'] -%}
    {%- set names = arg_dict['dest_columns'] | map(attribute='name') | list -%}
    {%- set columns = get_quoted_csv(names) -%}
    {%- set known, gone, added = this.identifier ~ '__known', this.identifier ~ '__gone', this.identifier ~ '__added' %}
    create or replace temporary table {{ known }} as
    select
        known.rowid as _row,
        known.*
    from {{ target }} as known
    where {{ is_rebuilt() }};
    create or replace temporary table {{ gone }} as
    select known.* from {{ known }} as known anti join {{ built }} as built on {{ same_row(names) }};
    create or replace temporary table {{ added }} as
    select built.* from {{ built }} as built anti join {{ known }} as known on {{ same_row(names) }};
    delete from {{ target }} where rowid in (select _row from {{ gone }});
    insert into {{ target }} ({{ columns }}) select {{ columns }} from {{ added }};
    {% if config.get('meta', {}).get('changes') -%}
        {%- set noted = changes_of(this) -%}
        {%- set after = var('changed_after_load') %}
        create table if not exists {{ noted }} (column_name varchar, value varchar, changed_after_load varchar);
        delete from {{ noted }} where changed_after_load != '{{ after }}';
        insert into {{ noted }}
        {%- for column in config.get('meta')['changes'] %}
            select distinct '{{ column }}', cast({{ column }} as varchar), '{{ after }}'
            from (select {{ column }} from {{ gone }} union all select {{ column }} from {{ added }}) as changed
            {%- if not loop.last %} union all {%- endif -%}
        {%- endfor %};
    {% endif %}
    drop table {{ known }};
    drop table {{ gone }};
    drop table {{ added }};
{% endmacro %}


{# Whether this run builds anew the key of a row of the table itself, `known`. #}
{% macro is_rebuilt() -%}
    {%- set key = config.get('unique_key') -%}
    {%- set keys = config.get('meta', {}).get('rebuilt') -%}
    {%- if keys -%} known.{{ key }} in (select {{ key }} from {{ ref(keys) }})
    {%- else -%} {{ rebuilt_person(key) }} in (select visitor_id from {{ ref('int_visitors_touched') }})
    {%- endif -%}
{%- endmacro %}


{% macro rebuilt_person(key) -%}
    {%- if key == 'user_id' -%} 'u:' || known.user_id {%- else -%} known.{{ key }} {%- endif -%}
{%- endmacro %}


{# Whether `known` and `built` are the same in all columns, nulls too. #}
{% macro same_row(names) -%}
    {%- for name in names -%}
        known.{{ name }} is not distinct from built.{{ name }}
        {%- if not loop.last %} and {% endif -%}
    {%- endfor -%}
{%- endmacro %}


{# Where a table's changes are noted: after a run that failed, those of its next try are added. #}
{% macro changes_of(relation) -%}
    {{ return(relation.incorporate(path={'identifier': relation.identifier ~ '__changes'}, type='table')) }}
{%- endmacro %}


{# Values of a column that rows of a model had which this run took away or added: of a text or date. #}
{% macro changed_values(model, column, type='date') -%}
    {{ return(adapter.dispatch('changed_values')(changes_of(model), column, type)) }}
{%- endmacro %}

{% macro default__changed_values(noted, column, type) -%}
    select cast(value as {{ type }}) as {{ column }} from {{ noted }} where column_name = '{{ column }}'
{%- endmacro %}

{% macro spark__changed_values(noted, column, type) -%}
    select distinct {{ column }} from {{ noted }}
{%- endmacro %}


{# On Spark the rows that go and come are a table of their own, which is the note too: a build that
   failed is begun again from nothing there. Returns the names of the model's columns. #}
{% macro spark_note_changes(target, built) -%}
    {%- set noted = changes_of(target) -%}
    {%- set names = adapter.get_columns_in_relation(built) | map(attribute='name') | list -%}
    {%- set known = '(select known.* from ' ~ target ~ ' as known where ' ~ is_rebuilt() ~ ') as known' -%}
    {%- do drop_relation_if_exists(load_cached_relation(noted)) -%}
    {%- call statement('changes') -%}
        create table {{ noted }} using parquet as
        select
            {%- for name in names %} known.{{ name }}, {%- endfor %}
            false as _is_added
        from {{ known }} left anti join {{ built }} as built on {{ same_row(names) }}
        union all
        select
            built.*,
            true as _is_added
        from {{ built }} as built left anti join {{ known }} on {{ same_row(names) }}
    {%- endcall -%}
    {{ return(names) }}
{%- endmacro %}


{% macro spark_added_rows(target, names) -%}
    (select {{ names | join(', ') }} from {{ changes_of(target) }} where _is_added)
{%- endmacro %}


{# As the right side of an anti join with the table. #}
{% macro spark_gone_rows(target, names) -%}
    (select {{ names | join(', ') }} from {{ changes_of(target) }} where not _is_added) as built
    on {{ same_row(names) }}
{%- endmacro %}
