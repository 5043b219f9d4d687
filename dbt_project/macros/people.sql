{# The numbers of the people whom `people` lists, as a query. #}
{% macro numbers_of(people) -%}
    select {{ x_person('visitor_id') }} from {{ people }}
{%- endmacro %}


{# The id from which a row of the model's table has its number, none where it has none: models that
   build people anew, by their `unique_key`. #}
{% macro id_of_person(config, row='') -%}
    {%- set key, of_row = config.get('unique_key'), row ~ '.' if row else '' -%}
    {%- set builds_people = config.get('materialized') == 'incremental'
        and config.get('incremental_strategy') in ('changed_rows', 'later_rows')
        and not config.get('meta', {}).get('rebuilt') -%}
    {%- if not builds_people -%} {{ return(none) }}
    {%- elif key == 'visitor_id' -%} {{ return(of_row ~ key) }}
    {%- elif key == 'user_id' -%} {{ return("'u:' || " ~ of_row ~ key) }}
    {%- elif key == 'anonymous_id' -%} {{ return("'a:' || " ~ of_row ~ key) }}
    {%- elif key -%} {{ exceptions.raise_compiler_error('People are not told by ' ~ key ~ '.') }}
    {%- else -%} {{ return(none) }}
    {%- endif -%}
{%- endmacro %}


{# A comma and the number of a row as `_person`, where the model's table keeps one. #}
{% macro duckdb_and_person() -%}
    {%- set id = id_of_person(config) -%}
    {%- if id -%} , {{ x_person(id) }} as _person {%- endif -%}
{%- endmacro %}


{# The rows of `relation`, a table with numbers, of the people whom `people` lists. #}
{% macro rows_of(relation, id, people) -%}
    (select * from {{ relation }} where {{ x_is_row_of(relation, id, numbers_of(people)) }})
{%- endmacro %}
