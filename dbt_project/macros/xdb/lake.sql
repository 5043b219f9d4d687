{# Rows of these Parquet files, all of one schema, each with the `filename` it came from. #}
{% macro x_parquet(files) -%}
    {{ return(adapter.dispatch('x_parquet')(files)) }}
{%- endmacro %}

{% macro default__x_parquet(files) -%}
    read_parquet(['{{ files | join("', '") }}'], filename = true, union_by_name = true)
{%- endmacro %}

{% macro spark__x_parquet(files) -%}
    (select *, _metadata.file_path as filename from parquet.`{{ '{' ~ files | join(',') ~ '}' }}`)
{%- endmacro %}


{# Names of the files that match a pattern, in the column `file`; no rows when none do. #}
{% macro x_files(pattern) -%}
    {{ return(adapter.dispatch('x_files')(pattern)) }}
{%- endmacro %}

{% macro default__x_files(pattern) -%}
    glob('{{ pattern }}')
{%- endmacro %}

{% macro spark__x_files(pattern) -%}
    (select distinct _metadata.file_path as file from binaryFile.`{{ pattern }}`)
{%- endmacro %}
