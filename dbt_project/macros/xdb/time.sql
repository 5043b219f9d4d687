{# Whole days from one date to another; negative when the second is earlier. #}
{% macro x_days_between(first_date, last_date) -%}
    {{ return(adapter.dispatch('x_days_between')(first_date, last_date)) }}
{%- endmacro %}

{% macro default__x_days_between(first_date, last_date) -%}
    date_diff('day', cast({{ first_date }} as date), cast({{ last_date }} as date))
{%- endmacro %}

{% macro spark__x_days_between(first_date, last_date) -%}
    datediff({{ last_date }}, {{ first_date }})
{%- endmacro %}


{# Seconds from one instant to another, with their fraction; negative when the second is earlier. #}
{% macro x_seconds_between(first_at, last_at) -%}
    {{ return(adapter.dispatch('x_seconds_between')(first_at, last_at)) }}
{%- endmacro %}

{% macro default__x_seconds_between(first_at, last_at) -%}
    cast(date_diff('microsecond', {{ first_at }}, {{ last_at }}) as double) / 1000000
{%- endmacro %}

{% macro spark__x_seconds_between(first_at, last_at) -%}
    cast(timestampdiff(microsecond, {{ first_at }}, {{ last_at }}) as double) / 1000000
{%- endmacro %}


{# What clocks of the company show at a UTC instant. DuckDB takes thirteen times as long to ask a zone's rules
   as to add its distance from UTC. #}
{% macro duckdb_company_time(instant) -%}
    {%- set offset = var('company_offset') -%}
    {%- set by_rules -%}
        timezone('{{ var("company_timezone") }}', timezone('UTC', {{ instant }}))
    {%- endset -%}
    {%- if offset -%}
        case
            when {{ instant }} >= timestamp '{{ offset.since }}'
                then {{ instant }} + interval '{{ offset.seconds }}' second
            else {{ by_rules }}
        end
    {%- else -%} {{ by_rules }}
    {%- endif -%}
{%- endmacro %}


{# The company's day of a UTC instant. #}
{% macro x_company_date(instant) -%}
    {{ return(adapter.dispatch('x_company_date')(instant)) }}
{%- endmacro %}

{% macro default__x_company_date(instant) -%}
    cast({{ duckdb_company_time(instant) }} as date)
{%- endmacro %}

{% macro spark__x_company_date(instant) -%}
    cast(from_utc_timestamp({{ instant }}, '{{ var("company_timezone") }}') as date)
{%- endmacro %}


{# The company's hour of day (0 to 23) of a UTC instant. #}
{% macro x_company_hour(instant) -%}
    {{ return(adapter.dispatch('x_company_hour')(instant)) }}
{%- endmacro %}

{% macro default__x_company_hour(instant) -%}
    extract(hour from {{ duckdb_company_time(instant) }})
{%- endmacro %}

{% macro spark__x_company_hour(instant) -%}
    hour(from_utc_timestamp({{ instant }}, '{{ var("company_timezone") }}'))
{%- endmacro %}


{# One row per day, both ends included, in the column `date_day`. #}
{% macro x_date_series(first_date, last_date) -%}
    {{ return(adapter.dispatch('x_date_series')(first_date, last_date)) }}
{%- endmacro %}

{% macro default__x_date_series(first_date, last_date) -%}
    select cast(unnest(generate_series(
        cast({{ first_date }} as date), cast({{ last_date }} as date), interval '1' day
    )) as date) as date_day
{%- endmacro %}

{% macro spark__x_date_series(first_date, last_date) -%}
    select explode(sequence(
        cast({{ first_date }} as date), cast({{ last_date }} as date), interval '1' day
    )) as date_day
{%- endmacro %}


{# The UTC instant of seconds since 1970. #}
{% macro x_from_epoch(seconds) -%}
    {{ return(adapter.dispatch('x_from_epoch')(seconds)) }}
{%- endmacro %}

{% macro default__x_from_epoch(seconds) -%}
    timezone('UTC', to_timestamp({{ seconds }}))
{%- endmacro %}

{# Half a microsecond goes to the even one, as in DuckDB. #}
{% macro spark__x_from_epoch(seconds) -%}
    cast(timestamp_micros(cast(bround({{ seconds }} * 1000000) as bigint)) as timestamp_ntz)
{%- endmacro %}
