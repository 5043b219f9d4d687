{# The rows that finished loads brought of a dataset. A load without its ledger file never finished:
   its files are not even opened. An incremental model gets only the loads that are new to the run.
   The files are found at run time, so that one parsed project serves any company. #}
{% macro lake(dataset) -%}
    {%- do source('lake', dataset) -%}
    {%- set loads = ref('stg_lake__loads') -%}
    {%- set folder, files, ends, cut = lake_folder(dataset), ['0000_contract.parquet'], [], [] -%}
    {%- if execute and load_relation(loads) -%}
        {%- for file, first_load, last_load, is_whole in run_query(
            "select files.file, min(loads.load_id), max(loads.load_id),"
            ~ " case when min(loads.load_id) = files.first_load"
            ~ " and max(loads.load_id) = files.last_load then 'whole' else 'cut' end"
            ~ " from (" ~ lake_files(dataset) ~ ") as files"
            ~ " inner join " ~ loads ~ " as loads"
            ~ " on loads.load_id between files.first_load and files.last_load"
            ~ (" where " ~ is_new_load('loads.load_id') if is_incremental() else "")
            ~ " group by files.file, files.first_load, files.last_load"
            ~ " order by files.file nulls last"
        ).rows -%}
            {%- do files.append(file.split('/')[-1] | replace("'", "''")) -%}
            {%- do ends.extend([first_load, last_load]) -%}
            {%- if is_whole == 'cut' -%} {%- do cut.append(file) -%} {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {# Wanted loads are all up to a moment, or all after one: between the first and the last of them
       lies no other. #}
    {%- if cut -%}
        (
            select * from {{ x_parquet(folder, files) }}
            where _load_id between '{{ ends | min }}' and '{{ ends | max }}'
        )
    {%- else -%} {{ x_parquet(folder, files) }}
    {%- endif -%}
{%- endmacro %}


{# Folder of a lake dataset. #}
{% macro lake_folder(dataset) -%}
    {{ return(env_var('HEADWATER_LAKE', '') ~ '/' ~ dataset) }}
{%- endmacro %}


{# Files of a dataset with the first and the last load in each. Files of loads that were packed
   together are superseded by their pack, `LAST.since_FIRST.parquet` (`ingest/lake_files.py`): one that
   begins no later than they do and reaches as far. #}
{% macro lake_files(dataset) -%}
    {%- set load_id = '([0-9]+[.][0-9]+)[.][^/]*$' -%}
    {%- set first = '[.]since_([0-9]+_[0-9]+)[.]parquet$' -%}
    {%- set named -%}
        select
            file,
            regexp_extract(file, '/{{ load_id }}', 1) as last_load,
            nullif(replace(regexp_extract(file, '{{ first }}', 1), '_', '.'), '') as packed_from
        from {{ x_files(lake_folder(dataset), '[1-9]*.parquet') }}
    {%- endset -%}
    select
        file,
        first_load,
        last_load
    from (
        select
            file,
            last_load,
            coalesce(packed_from, last_load) as first_load,
            max(case when packed_from is not null then last_load end) over (
                order by
                    coalesce(packed_from, last_load) nulls last,
                    last_load desc nulls last,
                    packed_from is null nulls last,
                    file nulls last
                rows between unbounded preceding and 1 preceding
            ) as packed_to
        from ({{ named }}) as named
    ) as placed
    where packed_to is null or packed_to < last_load
{%- endmacro %}


{# In a daily run, only rows of new loads; older files are not opened. #}
{% macro is_new_file(dataset) -%}
    {%- if should_full_refresh() -%} true
    {%- else -%}
        filename > '{{ lake_folder(dataset) }}/{{ var("changed_after_load") }}/'
        and _load_id > '{{ var("changed_after_load") }}'
    {%- endif -%}
{%- endmacro %}
