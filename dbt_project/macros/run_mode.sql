{# A run without `changed_after_load` builds everything, whatever the tables already hold. #}
{% macro should_full_refresh() %}
    {% do return(flags.FULL_REFRESH or not var('changed_after_load', '')) %}
{% endmacro %}


{# Rows that this run has to look at: those of new loads, or all of them in a full build. #}
{% macro is_new_load(column='_load_id') -%}
    {%- if should_full_refresh() -%} true
    {%- else -%} {{ column }} > '{{ var("changed_after_load") }}'
    {%- endif -%}
{%- endmacro %}


{# Pre-hook of tables that only grow: what an earlier try of the same run added goes first. #}
{% macro delete_new_loads() -%}
    {%- if is_incremental() -%}
        {{ x_delete("known._load_id > '" ~ var("changed_after_load") ~ "'") }}
    {%- endif -%}
{%- endmacro %}


{# Pre-hook of ad spend: days that a new complete delivery covers, also when it has no rows. #}
{% macro delete_restated() -%}
    {%- set covered = ref('stg_ads__covered_days') -%}
    {%- if is_incremental() -%}
        {%- set is_same -%}
            known.source = gone.source
            and known.account_id = gone.account_id
            and known.level = gone.level
            and known.stat_date = gone.stat_date
            and gone._load_id > '{{ var("changed_after_load") }}'
        {%- endset -%}
        {{ x_delete(is_same, covered) }}
    {%- endif -%}
{%- endmacro %}


{# Pre-hook of tables that hold what this run brought alone. #}
{% macro delete_all() -%}
    {%- if is_incremental() -%} {{ x_delete('true') }} {%- endif -%}
{%- endmacro %}


{# In a daily run, only the visitors to build anew; `is_kept` is false in a table that holds nobody
   else, and true in one that keeps the others. #}
{% macro is_touched(column='visitor_id', is_kept=true) -%}
    {%- set touched = ref('int_visitors_touched') -%}
    {%- if is_incremental() or not (is_kept or should_full_refresh()) -%}
        {{ x_person(column) }} in ({{ numbers_of(touched) }})
    {%- else -%} true
    {%- endif -%}
{%- endmacro %}


{# Post-hook of the platform's tables: what it deleted came as a last version, which took the place
   of the row. One with `meta.keeps_deleted` keeps it until the next run, for who asks which account had
   the row (`published_user_id`); its readers take rows that are not deleted. #}
{% macro delete_deleted() -%}
    {%- if execute and config.get('meta', {}).get('keeps_deleted') and not should_full_refresh() -%}
        {{ x_delete('known.is_deleted and not ' ~ is_new_load('known._load_id')) }}
    {%- else -%} {{ x_delete('known.is_deleted') }}
    {%- endif -%}
{%- endmacro %}
