{# Contracts speak of `varchar`, which Spark calls `string`. #}
{% macro spark__get_empty_schema_sql(columns) -%}
    select
    {%- for name in columns %}
        cast(null as {{ columns[name]['data_type'] | replace('varchar', 'string') }}) as {{ name }}
        {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{# Parquet tables know no `not null`: what a contract says of them is checked once they stand. #}
{% macro spark__persist_constraints(relation, model) -%}
    {%- set empty = [] -%}
    {%- for name, column in model.columns.items() -%}
        {%- if column.constraints | selectattr('type', 'equalto', 'not_null') | list -%}
            {%- do empty.append('count_if(' ~ name ~ ' is null) as ' ~ name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if config.get('contract').enforced and empty -%}
        {%- set found = run_query('select ' ~ empty | join(', ') ~ ' from ' ~ relation) -%}
        {%- for column in found.columns if column.values()[0] -%}
            {%- do exceptions.raise_compiler_error(
                column.name ~ ' must not be null, and is in ' ~ column.values()[0] ~ ' rows.'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
