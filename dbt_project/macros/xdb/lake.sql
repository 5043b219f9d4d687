{# Rows of these Parquet files of a folder, each with the `filename` it came from. #}
{% macro x_parquet(folder, names) -%}
    {{ return(adapter.dispatch('x_parquet')(folder, names)) }}
{%- endmacro %}

{% macro default__x_parquet(folder, names) -%}
    read_parquet(
        ['{{ folder }}/{{ names | join("', '" ~ folder ~ "/") }}'], filename = true, union_by_name = true
    )
{%- endmacro %}

{# The first file by name tells the schema: it is the contract, which has every column. #}
{% macro spark__x_parquet(folder, names) -%}
    (
        select
            *,
            {{ spark_file_name() }} as filename
        from parquet.`{{ folder }}/{{ '{' ~ names | join(',') ~ '}' if names[1:] else names[0] }}`
    )
{%- endmacro %}


{# Files that match a pattern in a folder, or in all that a `*` stands for, in the column `file`; the
   contract may be among them, and no rows when there are none. #}
{% macro x_files(folder, pattern) -%}
    {{ return(adapter.dispatch('x_files')(folder, pattern)) }}
{%- endmacro %}

{% macro default__x_files(folder, pattern) -%}
    glob('{{ folder }}/{{ pattern }}')
{%- endmacro %}

{# A pattern that matches no file is an error, so that the contract is named beside it. #}
{% macro spark__x_files(folder, pattern) -%}
    (
        select {{ spark_file_name() }} as file
        from binaryFile.`{{ folder }}/{0000_contract.parquet,{{ pattern }}}`
    )
{%- endmacro %}


{# The path of the file that a row came from, as it was asked for: Spark tells it as a URI. #}
{% macro spark_file_name() -%}
    regexp_replace(url_decode(replace(_metadata.file_path, '+', '%2B')), '^file:/+', '/')
{%- endmacro %}
