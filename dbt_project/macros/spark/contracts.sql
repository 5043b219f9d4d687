{# Contracts speak of `varchar`, which Spark calls `string`. #}
{% macro spark__get_empty_schema_sql(columns) -%}
    select
    {%- for name in columns %}
        cast(null as {{ columns[name]['data_type'] | replace('varchar', 'string') }}) as {{ name }}
        {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{# What a contract says is held against the table once it stands, in one question: the types of its
   columns, and what must not be null, which Parquet tables do not know. #}
{% macro spark_hold_contract(relation) -%}
    {%- if config.get('contract').enforced -%}
        {%- set asked = ['typeof(any_value(struct(*)))'] -%}
        {%- for name, column in model.columns.items() -%}
            {%- if column.constraints | selectattr('type', 'equalto', 'not_null') | list -%}
                {%- do asked.append('count_if(' ~ name ~ ' is null) as ' ~ name) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set found = run_query('select ' ~ asked | join(', ') ~ ' from ' ~ relation) -%}
        {%- do spark_require_types(found.columns[0].values()[0]) -%}
        {%- for column in found.columns[1:] if column.values()[0] -%}
            {%- do exceptions.raise_compiler_error(
                column.name ~ ' must not be null, and is in ' ~ column.values()[0] ~ ' rows.'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}


{# Each column of the contract is there and has its type: `types` is Spark's `struct<name:type,...>`. #}
{% macro spark_require_types(types) -%}
    {%- set promised, given = [], [] -%}
    {%- for name, column in model.columns.items() -%}
        {%- do promised.append(api.Column(name, spark_type(column.data_type))) -%}
    {%- endfor -%}
    {%- for name, type in modules.re.findall('(\\w+):([^,(<>]+(?:[(][^)]*[)])?)', types) if name != '_period' -%}
        {%- do given.append(api.Column(name, type)) -%}
    {%- endfor -%}
    {%- if promised | map(attribute='dtype') | list != given | map(attribute='dtype') | list
        or promised | map(attribute='name') | list != given | map(attribute='name') | list -%}
        {%- do exceptions.raise_contract_error(format_columns(promised), format_columns(given)) -%}
    {%- endif -%}
{%- endmacro %}


{# Spark's name of a type. #}
{% macro spark_type(type) -%}
    {%- set names = {'varchar': 'string', 'integer': 'int', 'timestamp': 'timestamp_ntz'} -%}
    {{ return(names.get(type, type | replace(' ', ''))) }}
{%- endmacro %}
