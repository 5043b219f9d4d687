{#
    Incremental strategy `changed_rows`, for tables of which a run builds some keys anew: the model
    gives all rows of those keys, and rows of others are not taken. The keys are named by `unique_key`:
    people (`visitor_id`, `user_id`) of `int_visitors_touched`, found by number, else values that the model
    `meta.rebuilt` lists; without it the whole table is built each time. Such models have no pre-hooks.

    One with `meta.changes`, an expression, also notes what it gives for the rows that went or came since
    the published build, as texts, for `changed_values`: a try of a run that failed has changed rows
    that the next one finds as they should be. One with `meta.is_read_anew` keeps what it gave, for
    `rows_rebuilt`; one with `meta.summed` keeps these columns of what it gave and took away, for `added_sums`.

    Where changes are noted, and on Spark, which writes a month again for one row, only rows that differ
    go and come. Elsewhere DuckDB takes all rows of the keys away: comparing them reads every column.
#}
{% macro get_incremental_changed_rows_sql(arg_dict) %}
    {%- set target, built = arg_dict['target_relation'], arg_dict['temp_relation'] -%}
    {%- set summed = config.get('meta').get('summed') -%}
    {%- set is_read_anew = config.get('meta').get('is_read_anew') -%}
    {%- if summed or is_read_anew %}
        create or replace table {{ rebuilt_of(target) }} as
        select {{ '*' if is_read_anew else summed | join(', ') }}
        from {{ built }} as built
        where {{ is_rebuilt('built') }};
    {%- endif -%}
    {%- if summed %}
        create or replace table {{ kept_of(target, 'before') }} as {{ rows_known(target) }};
    {%- endif -%}
    {%- if config.get('meta').get('changes') %}
        {{ write_changes(target, built) }}
    {%- else %}
        delete from {{ target }} as known where
        {%- if summed %} rowid in (select _row from {{ kept_of(target, 'before') }})
        {%- else %} {{ is_rebuilt_there() }}
        {%- endif %};
        insert into {{ target }} by name
        select *{{ duckdb_and_person() }} from {{ built }} as built where {{ is_rebuilt('built') }}
    {%- endif -%}
{% endmacro %}


{% macro write_changes(target, built) -%}
    {%- set names = columns_of(built) -%}
    {%- set columns = get_quoted_csv(names) -%}
    {%- set summed = config.get('meta').get('summed') -%}
    {%- set known = kept_of(target, 'before') if summed else this.identifier ~ '__known' -%}
    {%- set gone, added = this.identifier ~ '__gone', this.identifier ~ '__added' -%}
    {%- set noted = changes_of(target) -%}
    {%- set expression = config.get('meta')['changes'] -%}
    {%- set build = var('published_build') -%}
    {% if not summed %}
        create or replace temporary table {{ known }} as {{ rows_known(target) }};
    {% endif %}
    create or replace temporary table {{ gone }} as
    select known.* from {{ known }} as known anti join {{ built }} as built on {{ same_row(names) }};
    create or replace temporary table {{ added }} as
    select built.* from {{ built }} as built anti join {{ known }} as known on {{ same_row(names) }}
    where {{ is_rebuilt('built') }};
    delete from {{ target }} where rowid in (select _row from {{ gone }});
    insert into {{ target }} by name select {{ columns }}{{ duckdb_and_person() }} from {{ added }};
    create table if not exists {{ noted }} (_value varchar, published_build varchar);
    delete from {{ noted }} where published_build != '{{ build }}';
    insert into {{ noted }}
    select distinct
        cast({{ expression }} as varchar),
        '{{ build }}'
    from (select {{ columns }} from {{ gone }} union all select {{ columns }} from {{ added }}) as changed;
    {% if not summed %}
        drop table {{ known }};
    {% endif %}
    drop table {{ gone }};
    drop table {{ added }}
{%- endmacro %}


{# The table's rows of the keys that this run builds anew, as it stands on DuckDB; all columns where
   changes are noted. Of people the rows are looked for first, so that of other columns few are read. #}
{% macro rows_known(target) -%}
    {%- set columns = config.get('meta')['summed'] if not config.get('meta').get('changes') else ['*'] -%}
    select
        known.rowid as _row,
        known.{{ columns | join(', known.') }}
    from {{ target }} as known
    where
    {%- if is_incremental() and id_of_person(config) %}
        known.rowid in (select known.rowid from {{ target }} as known where {{ is_rebuilt_there() }})
    {%- else %} {{ is_rebuilt_there() }}
    {%- endif -%}
{%- endmacro %}


{# Whether this run builds anew the key of a row, of the table itself or of a relation that has it.
   Without a key the whole table is built each time, to be compared. #}
{% macro is_rebuilt(row='') -%}
    {%- set key = config.get('unique_key') if is_incremental() and is_carried_on() -%}
    {%- set keys = config.get('meta').get('rebuilt') if key -%}
    {%- set of_row = row ~ '.' if row else '' -%}
    {%- if not key -%} true
    {%- elif key is not string -%} {{ is_listed(key, of_row, ref(keys)) }}
    {%- elif keys -%} {{ of_row }}{{ key }} in (select {{ key }} from {{ ref(keys) }})
    {%- else -%}
        {{ x_person(id_of_person(config, row)) }} in ({{ numbers_of(ref('int_visitors_touched')) }})
    {%- endif -%}
{%- endmacro %}


{# Whether a relation lists the key of a row, `of_row` its alias and a dot; where both have no value,
   they are the same. #}
{% macro is_listed(key, of_row, listed) -%}
    {%- if not of_row -%}
        {%- do exceptions.raise_compiler_error('Rows have to be named: ' ~ key | join(', ')) -%}
    {%- endif -%}
    exists (
        select 1
        from {{ listed }} as listed
        where
        {%- for name in key %}
            listed.{{ name }} is not distinct from {{ of_row }}{{ name }}
            {%- if not loop.last %} and {% endif -%}
        {%- endfor %}
    )
{%- endmacro %}


{# The same of `known`, a row of the table as it stands on DuckDB. #}
{% macro is_rebuilt_there() -%}
    {%- if is_incremental() and id_of_person(config) -%}
        known._person in ({{ numbers_of(ref('int_visitors_touched')) }})
    {%- else -%} {{ is_rebuilt('known') }}
    {%- endif -%}
{%- endmacro %}


{# Names of the model's columns: its contract has them, else they are asked of what this run built. #}
{% macro columns_of(built) -%}
    {{ return(model.columns | list if config.get('contract').enforced
        else adapter.get_columns_in_relation(built) | map(attribute='name') | list) }}
{%- endmacro %}


{# Whether `known` and `built` are the same in all columns, nulls too. #}
{% macro same_row(names) -%}
    {%- for name in names -%}
        known.{{ name }} is not distinct from built.{{ name }}
        {%- if not loop.last %} and {% endif -%}
    {%- endfor -%}
{%- endmacro %}


{# All rows of a model for the people that this run builds anew, without looking through the others;
   the model itself in a full build, and where the table that reads it has to be made from nothing. #}
{% macro rows_rebuilt(model) -%}
    {%- set is_made = config.get('materialized') == 'incremental' and not is_incremental() -%}
    {%- if should_full_refresh() or is_made -%} {{ return(model) }} {%- endif -%}
    {{ return(rebuilt_of(model)) }}
{%- endmacro %}


{% macro rebuilt_of(relation) -%}
    {{ return(kept_of(relation, 'rebuilt')) }}
{%- endmacro %}


{# Where a table's changes are noted. #}
{% macro changes_of(relation) -%}
    {{ return(relation.incorporate(path={'identifier': relation.identifier ~ '__changes'}, type='table')) }}
{%- endmacro %}


{# What `meta.changes` of a model gave for the rows that went or came, in the column `value`, as texts;
   nothing in a full build, which compares with nothing, nor on Spark where the table is made whole each
   time: who reads it is too. #}
{% macro changed_values(model) -%}
    {%- set node = graph.nodes.get('model.' ~ project_name ~ '.' ~ model.identifier) if execute -%}
    {%- set notes = node and node.config.materialized == 'incremental' -%}
    {%- if execute and not should_full_refresh() and not notes and target.type == 'duckdb' -%}
        {%- do exceptions.raise_compiler_error(model.identifier ~ ' notes no changes.') -%}
    {%- endif -%}
    {%- if should_full_refresh() or not notes -%}
        {%- do return('select cast(null as string) as value from ' ~ model ~ ' where false') -%}
    {%- endif -%}
    {{ return('select distinct _value as value from ' ~ changes_of(model)) }}
{%- endmacro %}


{# On Spark the rows that go and come are a table of their own, which is the note too: a build that
   failed is begun again from nothing there. Returns the names of the model's columns. #}
{% macro spark_note_changes(target, built) -%}
    {%- set noted = changes_of(target) -%}
    {%- set names = columns_of(built) -%}
    {%- set known = '(select known.* from ' ~ target ~ ' as known where ' ~ is_rebuilt('known') ~ ') as known' -%}
    {%- set value = 'cast(' ~ config.get('meta', {}).get('changes', 'null') ~ ' as string)' -%}
    {%- do drop_relation_if_exists(load_cached_relation(noted)) -%}
    {%- call statement('changes') -%}
        create table {{ noted }} using parquet as
        select
            {%- for name in names %} known.{{ name }}, {%- endfor %}
            {{ value }} as _value,
            false as _is_added
        from {{ known }} left anti join {{ built }} as built on {{ same_row(names) }}
        union all
        select
            built.*,
            {{ value }} as _value,
            true as _is_added
        from {{ built }} as built left anti join {{ known }} on {{ same_row(names) }}
        where {{ is_rebuilt('built') }}
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


{# Their periods are told by what was noted, so that nobody looks for them through the table. #}
{% macro spark_changed_periods(target) -%}
    select {{ spark_period() }} as _period, _is_added as is_added from {{ changes_of(target) }}
{%- endmacro %}
