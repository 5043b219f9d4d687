{# All files of a lake dataset, each row with the `filename` it came from. They are read where they
   lie at run time, so that one parsed project serves any company. #}
{% macro x_lake(dataset) -%}
    {%- set relation = source('lake', dataset) -%}
    {%- if relation.identifier.startswith('__dbt__cte__') -%} {{ return(relation) }} {%- endif -%}
    {{ return(adapter.dispatch('x_lake')(lake_folder(dataset))) }}
{%- endmacro %}

{% macro default__x_lake(folder) -%}
    read_parquet('{{ folder }}/*.parquet', filename = true)
{%- endmacro %}

{% macro spark__x_lake(folder) -%}
    (select *, _metadata.file_path as filename from parquet.`{{ folder }}`)
{%- endmacro %}


{# Names of the files that match a pattern, in the column `file`; no rows when none do. #}
{% macro x_files(pattern) -%}
    {{ return(adapter.dispatch('x_files')(pattern)) }}
{%- endmacro %}

{% macro default__x_files(pattern) -%}
    glob('{{ pattern }}')
{%- endmacro %}

{% macro spark__x_files(pattern) -%}
    (select distinct _metadata.file_path as file from text.`{{ pattern }}`)
{%- endmacro %}


{# Folder of a lake dataset. #}
{% macro lake_folder(dataset) -%}
    {{ return(env_var('HEADWATER_LAKE', '') ~ '/' ~ dataset) }}
{%- endmacro %}
