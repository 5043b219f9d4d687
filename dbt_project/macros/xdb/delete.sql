{# A hook of an incremental model by which rows of it go: those, as `known`, for which `condition`
   holds with some row of `source`, as `gone`. DuckDB deletes them; Spark, whose Parquet tables know
   no delete, gets what its materialization leaves out when it writes a period again. #}
{% macro x_delete(condition, source=none) -%}
    {{ return(adapter.dispatch('x_delete')(condition, source)) }}
{%- endmacro %}

{% macro default__x_delete(condition, source) -%}
    delete from {{ this }} as known
    {% if source %}using {{ source }} as gone {% endif -%}
    where {{ condition }}
{%- endmacro %}

{% macro spark__x_delete(condition, source) -%}
    {{ source or '(select 1 as one)' }} as gone on {{ condition }}
{%- endmacro %}
