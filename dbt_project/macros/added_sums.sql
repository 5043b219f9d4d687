{#
    Incremental strategy `added_sums`, for tables of sums over people: a daily run takes away what those of
    `int_visitors_touched` brought before it and adds what they bring now, whatever the history of the
    others. The model is written as for all people and made twice of their rows alone, of two tables that
    each model with `meta.summed`, the columns that are read, leaves: `__before` and `__rebuilt`.

    So all that it reads are such models, each of its columns beyond `unique_key` is a whole number or
    decimal that adds up over people and never null, and `meta.counted` names the one that is 0 only
    where no row is left; one with `meta.keeps_changed` tells `changed_keys` which. Where the build before
    was not published the table is made whole: rows of people are then not those that the sums are of.
#}
{% macro get_incremental_added_sums_sql(arg_dict) %}
    {%- set target, added = arg_dict['target_relation'], arg_dict['temp_relation'] -%}
    {%- set keys = config.get('unique_key') -%}
    {%- set counted = config.get('meta')['counted'] -%}
    {%- set summed = this.identifier ~ '__summed' -%}
    create temporary table {{ summed }} as
    select
        known.rowid as _row,
        {%- for name in keys %} added.{{ name }}, {%- endfor %}
        {%- for name in sums_of(target) %}
            added.{{ name }} + coalesce(known.{{ name }}, 0) as {{ name }}
            {%- if not loop.last %},{% endif -%}
        {%- endfor %}
    from {{ added }} as added
    left join {{ target }} as known on
        {%- for name in keys %}
            known.{{ name }} is not distinct from added.{{ name }}
            {%- if not loop.last %} and {% endif -%}
        {%- endfor %};
    delete from {{ target }} where rowid in (select _row from {{ summed }});
    insert into {{ target }} by name select * exclude (_row) from {{ summed }} where {{ counted }} <> 0;
    {{ note_sums(target, summed) }}
    drop table {{ summed }}
{% endmacro %}


{# Whether this run may change a table as it stands: one of sums, or of what they note (`meta.is_of_sums`),
   only after a build that was published. A try that was not has changed sums too, and its notes are gone. #}
{% macro is_carried_on() -%}
    {%- set is_of_sums = config.get('incremental_strategy') == 'added_sums'
        or config.get('meta', {}).get('is_of_sums') -%}
    {{ return(var('is_after_published') or not is_of_sums) }}
{%- endmacro %}


{# For `changed_keys`: the keys of sums that a run changed, all of `summed`, of a model with
   `meta.keeps_changed`. #}
{% macro note_sums(target, summed) -%}
    {%- if config.get('meta').get('keeps_changed') -%}
        create or replace table {{ kept_of(target, 'changed') }} as
        select {{ config.get('unique_key') | join(', ') }} from {{ summed }}
        where {{ not should_full_refresh() }};
    {%- endif -%}
{%- endmacro %}


{# The keys of a model's sums that this run changed, gained or lost; none in a full build, which compares
   with nothing, nor on Spark, where sums are made whole each time: so is all that reads these. #}
{% macro changed_keys(model) -%}
    {%- set node = graph.nodes.get('model.' ~ project_name ~ '.' ~ model.identifier) if execute -%}
    {%- set keys = node.config.unique_key | join(', ') if node else '*' -%}
    {%- if should_full_refresh() or target.type == 'spark' -%}
        {{ return('select ' ~ keys ~ ' from ' ~ model ~ ' where false') }}
    {%- elif node and not node.config.meta.get('keeps_changed') -%}
        {{ exceptions.raise_compiler_error(model.identifier ~ ' does not keep which sums it changed.') }}
    {%- endif -%}
    {{ return('select ' ~ keys ~ ' from ' ~ kept_of(model, 'changed')) }}
{%- endmacro %}


{# Names of the columns that hold sums. #}
{% macro sums_of(relation) -%}
    {{ return(adapter.get_columns_in_relation(relation) | map(attribute='name')
        | reject('in', config.get('unique_key')) | list) }}
{%- endmacro %}


{# What a run adds to each key's sums: `sql`, the model's query, of its people as they are now, less the
   same as they were. #}
{% macro sums_added(target, sql) -%}
    {%- set keys, sums = config.get('unique_key'), sums_of(target) -%}
    select
        {{ keys | join(', ') }},
        {%- for name in sums %}
            sum({{ name }}) as {{ name }}
            {%- if not loop.last %},{% endif -%}
        {%- endfor %}
    from (
        select {{ (keys + sums) | join(', ') }} from ({{ of_people(sql, 'rebuilt') }})
        union all
        select {{ keys | join(', ') }}, -{{ sums | join(', -') }} from ({{ of_people(sql, 'before') }})
    )
    group by all
    having
        {%- for name in sums %}
            sum({{ name }}) <> 0 {%- if not loop.last %} or {% endif -%}
        {%- endfor %}
{%- endmacro %}


{# The query with each model that it reads put as the rows of this run's people. #}
{% macro of_people(sql, state) -%}
    {%- set found = namespace(sql=sql) -%}
    {%- for id in model.depends_on.nodes -%}
        {%- set node = graph.nodes[id] -%}
        {%- if not node.config.meta.get('summed') -%}
            {%- do exceptions.raise_compiler_error(
                this.identifier ~ ' cannot sum ' ~ node.name ~ ', which is not kept by person.'
            ) -%}
        {%- endif -%}
        {%- set read = ref(node.name) -%}
        {%- set found.sql = found.sql | replace(read | string, kept_of(read, state) | string) -%}
    {%- endfor -%}
    {{ return(found.sql) }}
{%- endmacro %}


{# The table of this run's people that a model with `meta.summed` leaves: `rebuilt` or `before`. #}
{% macro kept_of(relation, state) -%}
    {{ return(relation.incorporate(path={'identifier': relation.identifier ~ '__' ~ state}, type='table')) }}
{%- endmacro %}


{# At the end of a run: what was kept to carry sums on is of no use any more, and some of it may be of
   somebody who asked to be deleted; so may notes that an earlier version of a model made. #}
{% macro drop_rows_summed() -%}
    {%- if execute and target.type == 'duckdb' -%}
        {%- for node in graph.nodes.values() if node.config.get('meta', {}).get('summed') -%}
            {%- set relation = api.Relation.create(schema=node.schema, identifier=node.alias, type='table') -%}
            drop table if exists {{ kept_of(relation, 'before') }};
            {%- if not node.config.meta.get('is_read_anew') %}
                drop table if exists {{ kept_of(relation, 'rebuilt') }};
            {%- endif -%}
            {%- if not node.config.meta.get('changes') %}
                drop table if exists {{ changes_of(relation) }};
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
