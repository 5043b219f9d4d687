{# Text that sorts the versions of one row: the source's own clock, then the order of loads. #}
{% macro version_of(updated_at) -%}
    concat_ws(' ', coalesce({{ updated_at }}, ''), _load_id, lpad(cast(_row_number as string), 12, '0'))
{%- endmacro %}


{# Keeps a newly delivered row only when no later version of it is known already. #}
{% macro is_latest_version(name, key) -%}
    {%- if is_incremental() -%}
        {%- set same = [] -%}
        {%- for column in key -%}
            {%- do same.append('known.' ~ column ~ ' = ' ~ name ~ '.' ~ column) -%}
        {%- endfor -%}
        where not exists (
            select 1
            from {{ this }} as known
            where {{ same | join(' and ') }} and known.version > {{ name }}.version
        )
    {%- endif -%}
{%- endmacro %}


{# The same for rows that belong to an account, which a later version may book to another. Beside it
   stands the account under which the published build has the row, if it has it: `published_user_id`. What
   loads since then said is in `stg_lake__accounts_booked` (of withdrawals in `stg_lake__money_moved`), as
   tries that failed may have built it. #}
{% macro latest_versions_of_accounts(name, key, account='user_id') -%}
    {%- if is_incremental() -%}
        {%- set same = [] -%}
        {%- for column in key -%}
            {%- do same.append('known.' ~ column ~ ' = ' ~ name ~ '.' ~ column) -%}
        {%- endfor -%}
        select
            {{ name }}.*,
            case
                when {{ is_new_load('known._load_id') }} then known.published_user_id
                else known.{{ account }}
            end as published_user_id
        from {{ name }}
        left join {{ this }} as known on {{ same | join(' and ') }}
        where known.version is null or known.version <= {{ name }}.version
    {%- else -%}
        select
            *,
            cast(null as string) as published_user_id
        from {{ name }}
    {%- endif -%}
{%- endmacro %}
