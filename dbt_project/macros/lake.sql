{# The rows that finished loads brought of a dataset. A load without its ledger file never finished:
   its files are not even opened. An incremental model gets only the loads that are new to the run.
   The files are found at run time, so that one parsed project serves any company. #}
{% macro lake(dataset) -%}
    {%- do source('lake', dataset) -%}
    {%- set loads = ref('stg_lake__loads') -%}
    {%- set folder = lake_folder(dataset) -%}
    {%- set files = [] -%}
    {%- if execute and load_relation(loads) -%}
        {%- set found = run_query(
            "select files.file from " ~ x_files(folder ~ '/[1-9]*.parquet') ~ " as files"
            ~ " inner join " ~ loads ~ " as loads"
            ~ " on regexp_extract(files.file, '/([0-9]+[.][0-9]+)[.][^/]*$', 1) = loads.load_id"
            ~ (" where " ~ is_new_load('loads.load_id') if is_incremental() else "")
            ~ " order by files.file nulls last"
        ) -%}
        {%- set files = found.columns[0].values() | map('replace', "'", "''") | list -%}
    {%- endif -%}
    {{ x_parquet([folder ~ '/0000_contract.parquet'] + files) }}
{%- endmacro %}


{# Folder of a lake dataset. #}
{% macro lake_folder(dataset) -%}
    {{ return(env_var('HEADWATER_LAKE', '') ~ '/' ~ dataset) }}
{%- endmacro %}


{# In a daily run, only rows of new files; older files are not opened. #}
{% macro is_new_file(dataset) -%}
    {%- if should_full_refresh() -%} true
    {%- else -%} filename > '{{ lake_folder(dataset) }}/{{ var("changed_after_load") }}/'
    {%- endif -%}
{%- endmacro %}
