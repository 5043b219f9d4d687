{# The rows that finished loads brought of a dataset. A load without its ledger file never finished:
   its files are not even opened. An incremental model gets only the loads that are new to the run.
   The files are found at run time, so that one parsed project serves any company. #}
{% macro lake(dataset) -%}
    {%- do source('lake', dataset) -%}
    {%- set known = ref('stg_lake__files') -%}
    {%- set folder, files, ends, cut = lake_folder(dataset), ['0000_contract.parquet'], [], [] -%}
    {%- set is_listed = execute and load_relation(known) -%}
    {%- if execute and not is_listed and flags.WHICH in ('build', 'run') -%}
        {%- do exceptions.raise_compiler_error('Build stg_lake__files too: it lists the files to read.') -%}
    {%- endif -%}
    {%- if is_listed -%}
        {%- for file, first_load, last_load, is_whole in run_query(
            "select file, min(load_id), max(load_id), case when min(load_id) = first_load"
            ~ " and max(load_id) = last_load then 'whole' else 'cut' end"
            ~ " from " ~ known ~ " where dataset = '" ~ dataset ~ "'"
            ~ (" and " ~ is_new_load('load_id') if is_incremental() else "")
            ~ " group by file, first_load, last_load order by file nulls last"
        ).rows -%}
            {%- do files.append(file | replace("'", "''")) -%}
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


{# In a daily run, only rows of new loads; older files are not opened. #}
{% macro is_new_file(dataset) -%}
    {%- if should_full_refresh() -%} true
    {%- else -%}
        filename > '{{ lake_folder(dataset) }}/{{ var("changed_after_load") }}/'
        and _load_id > '{{ var("changed_after_load") }}'
    {%- endif -%}
{%- endmacro %}
