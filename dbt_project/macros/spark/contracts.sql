{# Contracts speak of `varchar`, which Spark calls `string`. #}
{% macro spark__get_empty_schema_sql(columns) -%}
    select
    {%- for name in columns %}
        cast(null as {{ columns[name]['data_type'] | replace('varchar', 'string') }}) as {{ name }}
        {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{# A model's rows, in the order of its contract where it has one. Parquet tables know no `not null`
   and no `check`: a row that breaks one ends the statement that would write it. #}
{% macro spark_selected(sql) -%}
    {%- if not config.get('contract').enforced -%} {{ return(sql) }} {%- endif -%}
    select
    {%- for name, column in model.columns.items() %}
        {{ spark_held(name, column.constraints) }} as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
    from (
        {{ sql }}
    ) as selected
{%- endmacro %}


{# A column's value, held to its constraints; as everywhere, a null breaks no check. #}
{% macro spark_held(name, constraints) -%}
    {%- set held = namespace(value=name) -%}
    {%- for constraint in constraints -%}
        {%- if constraint.type == 'not_null' -%}
            {%- set held.value -%}
                coalesce({{ held.value }}, raise_error('{{ name }} must not be null'))
            {%- endset -%}
        {%- elif constraint.type == 'check' -%}
            {%- set held.value -%}
                case
                    when not ({{ constraint.expression }}) then raise_error('{{ name }} must keep its check')
                    else {{ held.value }}
                end
            {%- endset -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(held.value) }}
{%- endmacro %}


{# Each column that a contract promises is in the table, in its place and of its type. #}
{% macro spark_require_types(relation) -%}
    {%- if config.get('contract').enforced -%}
        {%- set promised, given = [], [] -%}
        {%- for name, column in model.columns.items() -%}
            {%- do promised.append(api.Column(name, spark_type(column.data_type))) -%}
        {%- endfor -%}
        {%- for column in adapter.get_columns_in_relation(relation) if column.name != '_period' -%}
            {%- do given.append(api.Column(column.name, column.dtype)) -%}
        {%- endfor -%}
        {%- if promised | map(attribute='dtype') | list != given | map(attribute='dtype') | list
            or promised | map(attribute='name') | list != given | map(attribute='name') | list -%}
            {%- do exceptions.raise_contract_error(format_columns(promised), format_columns(given)) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{# Spark's name of a type. #}
{% macro spark_type(type) -%}
    {%- set names = {'varchar': 'string', 'integer': 'int', 'timestamp': 'timestamp_ntz'} -%}
    {{ return(names.get(type, type | replace(' ', ''))) }}
{%- endmacro %}
